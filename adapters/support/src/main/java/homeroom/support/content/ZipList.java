package homeroom.support.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an archive's files say of themselves before anything opens it. */
final class ZipList {

  /** APPNOTE 4.3.7: stands before the first file. */
  private static final int FILE = 0x04034b50;

  private static final int HEAD = 30;

  /** APPNOTE 4.4.4: the file is encrypted. */
  private static final int LOCKED = 1;

  private ZipList() {}

  /** Whether its first file can be read by nobody without a password. */
  static boolean hasLockedFiles(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      ByteBuffer head = ByteBuffer.wrap(in.readNBytes(HEAD)).order(ByteOrder.LITTLE_ENDIAN);
      return head.limit() == HEAD && head.getInt(0) == FILE && (head.getShort(6) & LOCKED) != 0;
    }
  }
}
