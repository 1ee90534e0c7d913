package homeroom.support.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * What the end of an archive says of its list of files, which whoever opens it takes into memory.
 *
 * @param entries how many files it lists
 * @param directory how many bytes the list has
 */
record ZipEnd(long entries, long directory) {

  /** APPNOTE 4.3.16: with a comment of at most 65535 bytes behind it. */
  private static final int LONGEST = 22 + 0xffff;

  private static final int END = 0x06054b50;

  /** APPNOTE 4.3.14: stands before the other one where its fields are too small. */
  private static final int END_64 = 0x06064b50;

  private static final int LENGTH_64 = 56;

  private static final ZipEnd UNBOUNDED = new ZipEnd(Long.MAX_VALUE, Long.MAX_VALUE);

  /** The most that any end says which a reader could take for the right one. */
  static ZipEnd asksFor(Path file) throws IOException {
    ByteBuffer tail = tail(file);
    long entries = 0;
    long directory = 0;
    boolean leftToTheOther = false;
    boolean other = false;
    for (int at = 0; at + 22 <= tail.limit(); at++) {
      int signature = tail.getInt(at);
      if (signature == END) {
        int count = tail.getShort(at + 10) & 0xffff;
        long length = tail.getInt(at + 12) & 0xffffffffL;
        leftToTheOther |= count == 0xffff || length == 0xffffffffL;
        entries = Math.max(entries, count == 0xffff ? 0 : count);
        directory = Math.max(directory, length == 0xffffffffL ? 0 : length);
      } else if (signature == END_64 && at + LENGTH_64 <= tail.limit()) {
        other = true;
        entries = Math.max(entries, unsigned(tail.getLong(at + 32)));
        directory = Math.max(directory, unsigned(tail.getLong(at + 40)));
      }
    }
    return leftToTheOther && !other ? UNBOUNDED : new ZipEnd(entries, directory);
  }

  boolean exceeds(ZipLimits limits) {
    return entries > limits.entries() || directory > limits.directory();
  }

  private static long unsigned(long value) {
    return value < 0 ? Long.MAX_VALUE : value;
  }

  private static ByteBuffer tail(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long from = Math.max(0, channel.size() - LONGEST - LENGTH_64 - 20);
      ByteBuffer tail = ByteBuffer.allocate((int) (channel.size() - from));
      while (tail.hasRemaining() && channel.read(tail, from + tail.position()) >= 0) {
        continue;
      }
      return tail.flip().order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
