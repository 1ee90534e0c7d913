package homeroom.broker;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Walks over the batches of one segment file by their headers (Kafka's message format, version 2).
 *
 * @param bytes how long the whole batches are together; what lies behind was still being written
 * @param next the offset that the next message gets
 */
record BatchWalk(long bytes, long next) {

  private static final int LENGTH_AT = 8;
  private static final int BEHIND_LENGTH = 12;
  private static final int LAST_DELTA_AT = 23;
  private static final int HEADER = 27;

  /**
   * @param base the segment's first offset
   * @param length how much of the file counts
   */
  static BatchWalk over(FileChannel file, long base, long length) throws IOException {
    return new BatchWalk(0, base).on(file, length, Long.MAX_VALUE);
  }

  /**
   * Goes on over the same file.
   *
   * @param length how much of the file counts
   * @param until the offset at which to stop, unless the file ends before
   */
  BatchWalk on(FileChannel file, long length, long until) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    BatchWalk walk = this;
    while (walk.next < until && walk.bytes + HEADER <= length) {
      read(file, header, walk.bytes);
      long end = walk.bytes + BEHIND_LENGTH + header.getInt(LENGTH_AT);
      long next = header.getLong(0) + header.getInt(LAST_DELTA_AT) + 1;
      if (end < walk.bytes + HEADER || end > length || next <= walk.next) {
        return walk;
      }
      walk = new BatchWalk(end, next);
    }
    return walk;
  }

  private static void read(FileChannel file, ByteBuffer into, long from) throws IOException {
    into.clear();
    while (into.hasRemaining()) {
      if (file.read(into, from + into.position()) < 0) {
        throw new EOFException("a segment is shorter than it was");
      }
    }
  }
}
