package homeroom.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * A moment of all of a broker's partitions that is on the disk for good: whatever a loss of power
 * takes of what was written since, everything before is there.
 *
 * @param at when it was
 * @param ends for each partition ({@code topic-number}) the offset behind its last message
 */
public record Checkpoint(Instant at, Map<String, Long> ends) {

  private static final String FORM = "homeroom checkpoint 1";
  private static final String SUM = "sum ";

  public Checkpoint {
    ends = Map.copyOf(ends);
  }

  /**
   * Reads the last one that was written.
   *
   * @return empty if there is none
   * @throws BrokerFailure if the file is not whole
   */
  public static Optional<Checkpoint> read(Path file) throws BrokerFailure {
    try {
      return Optional.of(parse(Files.readString(file)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException | DateTimeException | IllegalArgumentException damaged) {
      throw new BrokerFailure(
          BrokerFailure.Code.CHECKPOINT_UNREADABLE,
          "The file " + file + " cannot be read (" + damaged.getClass().getSimpleName() + ").",
          "Restore the last backup into another folder.",
          damaged);
    }
  }

  /** Replaces the file; a loss of power leaves the former one or this one. */
  void write(Path file) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, text());
    Disk.force(next);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Disk.force(file.toAbsolutePath().getParent());
  }

  private String text() {
    StringBuilder text = new StringBuilder(FORM).append('\n').append(at).append('\n');
    new TreeMap<>(ends)
        .forEach((partition, end) -> text.append(end).append(' ').append(partition).append('\n'));
    return text + SUM + sum(text.toString()) + "\n";
  }

  private static Checkpoint parse(String text) {
    int sum = text.lastIndexOf(SUM);
    if (sum < 0 || !text.substring(sum).equals(SUM + sum(text.substring(0, sum)) + "\n")) {
      throw new IllegalArgumentException("the checksum is another");
    }
    List<String> lines = text.substring(0, sum).lines().toList();
    if (!lines.getFirst().equals(FORM)) {
      throw new IllegalArgumentException("another form");
    }
    Map<String, Long> ends = new TreeMap<>();
    for (String line : lines.subList(2, lines.size())) {
      int blank = line.indexOf(' ');
      ends.put(line.substring(blank + 1), Long.valueOf(line.substring(0, blank)));
    }
    return new Checkpoint(Instant.parse(lines.get(1)), ends);
  }

  private static String sum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }
}
