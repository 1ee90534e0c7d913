package homeroom.broker;

import homeroom.broker.BrokerFailure.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a broker held at one moment: topics, offsets of groups and transactions, as {@code kill
 * -9} at that moment would have left them on the disk. It is taken from the broker's files, whether
 * the broker runs or not, and without its help.
 *
 * <ol>
 *   <li>A broker only adds to the segments of its logs. When all of them are found as long as they
 *       were a look before, then between the two looks there was a moment at which all were that
 *       long: the cut. Nothing is stopped for it; a moment without a write is enough.
 *   <li>What the cut holds does not change any more: the segments are held open, so that one that
 *       is deleted or compacted meanwhile is still read as it was.
 *   <li>What was acknowledged before the cut was asked for is in it. Of a transaction that was
 *       under way at the cut the broker that is started on it keeps all or nothing, as after a
 *       kill.
 *   <li>Offsets and timestamps stay what they were.
 * </ol>
 */
public final class BrokerCut implements AutoCloseable {

  private final LogFiles files;
  private final Instant at;
  private final List<Part> parts = new ArrayList<>();
  private final Map<String, Long> ends = new TreeMap<>();

  /**
   * A file of the cut.
   *
   * @param name the path under the broker's folder, with {@code /}
   */
  public record Part(String name, long bytes, Content content) {

    /** Its bytes from the first on. */
    public InputStream open() throws IOException {
      return content.open();
    }
  }

  /** Where a part's bytes come from. */
  @FunctionalInterface
  interface Content {
    InputStream open() throws IOException;
  }

  private BrokerCut(StillMoment moment) throws IOException {
    files = moment.files();
    at = moment.at();
    files.small().forEach((name, bytes) -> parts.add(part(name, bytes)));
    List<LogFiles.Segment> segments = files.segments();
    for (int i = 0; i < segments.size(); i++) {
      LogFiles.Segment segment = segments.get(i);
      long size = moment.size(i);
      parts.add(part(segment, moment.isLast(i) ? whole(segment, size) : size));
    }
  }

  /**
   * Takes the cut.
   *
   * @param folder the broker's folder
   * @param patience how long to look for a moment without a write
   * @throws BrokerFailure if the folder cannot be read, or there was no such moment
   */
  public static BrokerCut take(Path folder, Duration patience) throws BrokerFailure {
    Path broker = folder.toAbsolutePath().normalize();
    try {
      StillMoment moment =
          StillMoment.find(broker.resolve("logs"), patience)
              .orElseThrow(
                  () ->
                      new BrokerFailure(
                          Code.BROKER_NEVER_STILL,
                          "The broker wrote without a pause for " + patience.toSeconds() + " s.",
                          "Try again when less is going on, or stop the hub for as long as this"
                              + " takes."));
      try {
        return new BrokerCut(moment);
      } catch (IOException | RuntimeException failed) {
        moment.close();
        throw failed;
      }
    } catch (IOException unreadable) {
      throw DataFolder.unusable(folder, unreadable);
    }
  }

  /** How much of a partition's last segment is whole batches; notes where the partition ends. */
  private long whole(LogFiles.Segment segment, long size) throws IOException {
    BatchWalk walk = BatchWalk.over(segment.file(), segment.base(), size);
    ends.put(segment.folder(), walk.next());
    return walk.bytes();
  }

  private static Part part(String name, byte[] bytes) {
    return new Part("logs/" + name, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  private static Part part(LogFiles.Segment segment, long bytes) {
    return new Part(
        "logs/" + segment.folder() + "/" + segment.name(),
        bytes,
        () -> new Limited(from(segment.file()), bytes));
  }

  private static InputStream from(FileChannel file) throws IOException {
    file.position(0);
    return Channels.newInputStream(file);
  }

  /** When it was taken. */
  public Instant at() {
    return at;
  }

  /** Every file; read one after the other, not at once. */
  public List<Part> parts() {
    return List.copyOf(parts);
  }

  /** For each partition ({@code topic-number}) the offset behind its last message. */
  public Map<String, Long> ends() {
    return Map.copyOf(ends);
  }

  @Override
  public void close() {
    files.close();
  }

  /** The first bytes of a stream; closing it leaves the stream open. */
  private static final class Limited extends InputStream {
    private final InputStream in;
    private long left;

    Limited(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = in.read(into, offset, (int) Math.min(length, left));
      if (read < 0) {
        throw new IOException("a segment is shorter than it was");
      }
      left -= read;
      return read;
    }
  }
}
