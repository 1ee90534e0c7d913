package homeroom.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what is left of a store whose removal was broken off. After an end without notice Kafka
 * Streams removes a task's stores and fills them again from their changelogs; where the process
 * dies in the midst of that, RocksDB refuses to open the rest.
 */
final class TornStores {

  private static final Logger LOG = LoggerFactory.getLogger(TornStores.class);

  /** Of the folders of a task, the one that holds a folder for each store. */
  private static final String STORES = "rocksdb";

  /** Without this file there is nothing of a store that could be read. */
  private static final String CURRENT = "CURRENT";

  /** Up to where each store of a task is filled. */
  private static final String CHECKPOINT = ".checkpoint";

  private TornStores() {}

  /**
   * To be called before the router starts.
   *
   * @param application the folder that holds one for each task
   * @throws UncheckedIOException if the folders cannot be read or removed
   */
  static void remove(Path application) {
    if (!Files.isDirectory(application)) {
      return;
    }
    try {
      for (Path task : folders(application)) {
        Path stores = task.resolve(STORES);
        if (Files.isDirectory(stores)) {
          for (Path store : folders(stores)) {
            removeIfTorn(store, task.resolve(CHECKPOINT));
          }
        }
      }
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }

  private static void removeIfTorn(Path store, Path checkpoint) throws IOException {
    if (!Files.exists(store.resolve(CURRENT))) {
      LOG.info("rest of a store removed, its changelog fills it again folder={}", store);
      Files.deleteIfExists(checkpoint);
      Utils.delete(store.toFile());
    }
  }

  private static List<Path> folders(Path in) throws IOException {
    try (Stream<Path> all = Files.list(in)) {
      return all.filter(Files::isDirectory).toList();
    }
  }
}
