package homeroom.app.backup;

import homeroom.files.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Says that a data folder is that of an earlier moment, and which; there until the hub saw to it
 * that consumers are brought up to date.
 *
 * @param cut the moment
 */
public record RestoredMark(Instant cut, Why why) {

  /** Its file in the data folder. */
  public static final String NAME = "restored";

  /** What brought it there. */
  public enum Why {
    BACKUP,
    POWER_LOSS
  }

  /**
   * Writes it, forced to the disk.
   *
   * @throws IOException if that cannot be written
   */
  public static void write(Path data, RestoredMark mark) throws IOException {
    Path file = data.resolve(NAME);
    Files.writeString(file, mark.cut() + "\n" + mark.why() + "\n");
    Disk.force(file);
    Disk.force(data);
  }

  /**
   * The moment of which the folder is, if it is one that was restored.
   *
   * @throws BackupFailure if nobody can tell
   */
  public static Optional<RestoredMark> read(Path data) throws BackupFailure {
    Path file = data.resolve(NAME);
    try {
      return Files.exists(file) ? Optional.of(parse(Files.readString(file))) : Optional.empty();
    } catch (IOException | DateTimeException | IllegalArgumentException unreadable) {
      throw new BackupFailure(
          "RESTORED_MARK_UNREADABLE",
          "the file " + file + " does not say of when the backup was that was restored",
          "write the backup's time into it, for example 2026-11-20T02:00:00Z",
          unreadable);
    }
  }

  /** A person who writes it need not say why. */
  private static RestoredMark parse(String text) {
    String[] lines = text.strip().split("\\R");
    return new RestoredMark(
        Instant.parse(lines[0].strip()),
        lines.length > 1 ? Why.valueOf(lines[1].strip()) : Why.BACKUP);
  }

  /**
   * Takes it away.
   *
   * @throws IOException if that cannot be written
   */
  public static void remove(Path data) throws IOException {
    Files.deleteIfExists(data.resolve(NAME));
    Disk.force(data);
  }
}
