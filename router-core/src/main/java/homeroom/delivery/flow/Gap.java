package homeroom.delivery.flow;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What ended beyond an offset that is still open. All below {@code high} has ended, except the open
 * ones. Only those that are open are named, because in a log there are offsets that no message has.
 *
 * @param high the offset after the highest that ended
 * @param open those below {@code high} that have not ended, ascending; the first one is the offset
 *     that is committed
 */
record Gap(long high, List<Long> open) {

  private static final byte VERSION = 1;
  static final int LONGEST_NUMBER = 10;

  /** What a text takes besides the distances between open offsets, in bytes. */
  static final int FRAME = 1 + LONGEST_NUMBER;

  Gap {
    open = List.copyOf(open);
  }

  /** Nothing ended beyond what is committed. */
  boolean none() {
    return open.isEmpty();
  }

  /** As it stands in the metadata of the committed offset; empty if there is nothing to tell. */
  String text() {
    if (none()) {
      return "";
    }
    ByteBuffer bytes = ByteBuffer.allocate(FRAME + open.size() * LONGEST_NUMBER);
    bytes.put(VERSION);
    long last = open.getFirst();
    write(bytes, high - last);
    for (long offset : open.subList(1, open.size())) {
      write(bytes, offset - last);
      last = offset;
    }
    byte[] written = Arrays.copyOf(bytes.array(), bytes.position());
    return Base64.getEncoder().withoutPadding().encodeToString(written);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @param committed the offset that the text stands beside
   * @return empty if it is no such text
   */
  static Optional<Gap> read(long committed, String text) {
    if (text.isEmpty()) {
      return Optional.of(new Gap(committed, List.of()));
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException other) {
      return Optional.empty();
    }
    return bytes.length < 2 || bytes[0] != VERSION || bytes[bytes.length - 1] < 0
        ? Optional.empty()
        : Optional.of(read(committed, bytes));
  }

  private static Gap read(long committed, byte[] bytes) {
    List<Long> numbers = new ArrayList<>();
    long number = 0;
    int shift = 0;
    for (int at = 1; at < bytes.length; at++) {
      number |= (bytes[at] & 0x7fL) << shift;
      shift += 7;
      if (bytes[at] >= 0) {
        numbers.add(number);
        number = 0;
        shift = 0;
      }
    }
    List<Long> open = new ArrayList<>();
    long offset = committed;
    open.add(offset);
    for (long distance : numbers.subList(1, numbers.size())) {
      offset += distance;
      open.add(offset);
    }
    return new Gap(committed + numbers.getFirst(), open);
  }

  private static void write(ByteBuffer bytes, long number) {
    long left = number;
    while (left >= 0x80) {
      bytes.put((byte) (left & 0x7f | 0x80));
      left >>>= 7;
    }
    bytes.put((byte) left);
  }

  /** How many bytes a distance takes. That of a sum is never more than those of its parts. */
  static int size(long distance) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(distance) + 6) / 7);
  }
}
