package homeroom.ingest;

import homeroom.api.FingerprintTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lays tables into files of a folder, of which the operating system keeps in memory what is used. A
 * file has no name any more once it is mapped, where the system can do that.
 */
record MappedMemory(Path folder) implements FingerprintTable.Memory {

  /** What is smaller does not need a file. */
  private static final long SMALL = 1 << 18;

  @Override
  public MemorySegment take(long bytes) {
    if (bytes < SMALL) {
      return OF_PROCESS.take(bytes);
    }
    try {
      Path file = Files.createTempFile(folder, "table", ".mapped");
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        return channel.map(MapMode.READ_WRITE, 0, bytes, Arena.ofAuto());
      } finally {
        unname(file);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static void unname(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException inUse) {
      // It is removed with the folder.
    }
  }
}
