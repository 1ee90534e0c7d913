package homeroom.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Sees to it that what was written outlasts a loss of power. */
final class Disk {

  private Disk() {}

  /**
   * A file's content, or what a folder lists.
   *
   * @throws NotForced if the disk refuses
   */
  static void force(Path path) throws IOException {
    StandardOpenOption how =
        Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (FileChannel channel = FileChannel.open(path, how)) {
      force(channel);
    }
  }

  /**
   * What was written to an open file.
   *
   * @throws NotForced if the disk refuses
   */
  static void force(FileChannel file) throws NotForced {
    try {
      file.force(true);
    } catch (IOException refused) {
      throw new NotForced(refused);
    }
  }
}
