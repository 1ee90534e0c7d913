package homeroom.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Utils;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * Holds what a source last said on the disk, so that memory grows by some two bytes with each
 * record, for indexes and filters. The log holds the same, so nothing of it need outlast the
 * process. All of them draw on one cache and one budget of write buffers.
 */
final class DiskRecords implements SaidRecords {

  static {
    RocksDB.loadLibrary();
  }

  private static final long CACHE_BYTES = 64L << 20;
  private static final long WRITE_BUFFER_BYTES = 32L << 20;
  private static final long ONE_WRITE_BUFFER_BYTES = 8L << 20;
  private static final int FILTER_BITS = 10;
  private static final Cache CACHE = new LRUCache(CACHE_BYTES);
  private static final WriteBufferManager WRITE_BUFFERS =
      new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);

  private final Path folder;
  private final BloomFilter filter = new BloomFilter(FILTER_BITS);
  private final Options options;
  private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
  private final RocksDB records;

  /**
   * Holds nothing yet.
   *
   * @param folder for this alone; whatever is in it is removed, and it too in the end
   * @throws UncheckedIOException if the disk does not take it
   */
  DiskRecords(Path folder) {
    this.folder = folder;
    options =
        new Options()
            .setCreateIfMissing(true)
            .setWriteBufferManager(WRITE_BUFFERS)
            .setWriteBufferSize(ONE_WRITE_BUFFER_BYTES)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockCache(CACHE)
                    // A filter of half a million records is larger than what one part of the
                    // cache takes; it would be read again with each question.
                    .setCacheIndexAndFilterBlocks(false)
                    .setFilterPolicy(filter));
    try {
      Utils.delete(folder.toFile());
      Files.createDirectories(folder);
      records = RocksDB.open(options, folder.toString());
    } catch (RocksDBException | IOException broken) {
      release();
      throw broken("opening", broken);
    }
  }

  @Override
  public Optional<Said> get(String key) {
    try {
      return Optional.ofNullable(records.get(bytes(key))).map(SaidForm::read);
    } catch (RocksDBException broken) {
      throw broken("reading", broken);
    }
  }

  @Override
  public void put(String key, Said said) {
    try {
      records.put(unlogged, bytes(key), SaidForm.written(said));
    } catch (RocksDBException broken) {
      throw broken("writing", broken);
    }
  }

  @Override
  public void remove(String key) {
    try {
      records.delete(unlogged, bytes(key));
    } catch (RocksDBException broken) {
      throw broken("writing", broken);
    }
  }

  @Override
  public void forEach(BiConsumer<String, Said> each) {
    try (RocksIterator at = records.newIterator()) {
      for (at.seekToFirst(); at.isValid(); at.next()) {
        each.accept(new String(at.key(), StandardCharsets.UTF_8), SaidForm.read(at.value()));
      }
      at.status();
    } catch (RocksDBException broken) {
      throw broken("reading", broken);
    }
  }

  @Override
  public void close() {
    records.close();
    release();
    try {
      Utils.delete(folder.toFile());
    } catch (IOException left) {
      throw broken("removing", left);
    }
  }

  private void release() {
    unlogged.close();
    options.close();
    filter.close();
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  private UncheckedIOException broken(String doing, Exception broken) {
    return new UncheckedIOException(
        new IOException(doing + " " + folder + ", which says what was accepted, failed", broken));
  }
}
