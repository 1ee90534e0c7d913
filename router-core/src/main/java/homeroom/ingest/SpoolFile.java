package homeroom.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * How a file of the spool is laid out: frames of what was forced together, each with its length and
 * its checksum. Each is forced before the next one is begun, so power can only take the last.
 */
final class SpoolFile {

  private static final int HEADER = Integer.BYTES + Long.BYTES;

  /** A body begins with the number of its events, and an empty place on the disk is no frame. */
  private static final int SMALLEST_BODY = Integer.BYTES;

  private SpoolFile() {}

  /**
   * What a file holds.
   *
   * @param damaged whether something between whole frames, which somebody may have been answered
   *     for, cannot be read; what was cut off at the end was never answered for
   */
  record Content(List<Spool.Event> events, boolean damaged) {
    Content {
      events = List.copyOf(events);
    }
  }

  /**
   * Writes events to the end of a file.
   *
   * @throws IOException if they are not written, or not all
   */
  static void write(WritableByteChannel to, List<Spool.Event> events) throws IOException {
    ByteBuffer frame = frame(events);
    // A disk that fills up takes a part, and says so only when it is asked for the rest.
    while (frame.hasRemaining()) {
      to.write(frame);
    }
  }

  private static ByteBuffer frame(List<Spool.Event> events) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(events.size());
    for (Spool.Event event : events) {
      out.writeLong(event.at().toEpochMilli());
      out.writeInt(event.key().length);
      out.write(event.key());
      out.writeInt(event.value().length);
      out.write(event.value());
    }
    byte[] body = bytes.toByteArray();
    return ByteBuffer.allocate(HEADER + body.length)
        .putInt(body.length)
        .putLong(checksum(body, 0, body.length))
        .put(body)
        .flip();
  }

  static Content read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<Spool.Event> events = new ArrayList<>();
    boolean damaged = false;
    int at = 0;
    while (at < bytes.length) {
      int whole = nextWhole(bytes, at);
      damaged |= whole == bytes.length ? endsWithin(bytes, at) : whole > at;
      at = whole;
      if (at < bytes.length) {
        int length = length(bytes, at);
        add(new DataInputStream(new ByteArrayInputStream(bytes, at + HEADER, length)), events);
        at += HEADER + length;
      }
    }
    return new Content(events, damaged);
  }

  /** Where the next frame is that can be read; the end if there is none. */
  private static int nextWhole(byte[] bytes, int from) {
    for (int at = from; at < bytes.length; at++) {
      if (isWhole(bytes, at)) {
        return at;
      }
    }
    return bytes.length;
  }

  /** Whether a frame that cannot be read ends before the file does, so that others came after. */
  private static boolean endsWithin(byte[] bytes, int at) {
    return bytes.length - at >= HEADER
        && length(bytes, at) >= SMALLEST_BODY
        && length(bytes, at) < bytes.length - at - HEADER;
  }

  private static boolean isWhole(byte[] bytes, int at) {
    if (bytes.length - at < HEADER + SMALLEST_BODY) {
      return false;
    }
    int length = length(bytes, at);
    return length >= SMALLEST_BODY
        && length <= bytes.length - at - HEADER
        && ByteBuffer.wrap(bytes).getLong(at + Integer.BYTES)
            == checksum(bytes, at + HEADER, length);
  }

  private static int length(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).getInt(at);
  }

  private static long checksum(byte[] bytes, int from, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, from, length);
    return checksum.getValue();
  }

  private static void add(DataInputStream in, List<Spool.Event> into) throws IOException {
    int events = in.readInt();
    for (int i = 0; i < events; i++) {
      Instant at = Instant.ofEpochMilli(in.readLong());
      byte[] key = in.readNBytes(in.readInt());
      into.add(new Spool.Event(key, in.readNBytes(in.readInt()), at));
    }
  }
}
