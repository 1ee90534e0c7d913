package homeroom.app.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Says that a data folder is that of a backup, and as of when; there until the hub saw to it that
 * consumers are brought up to date.
 */
public final class RestoredMark {

  /** Its file in the data folder. */
  public static final String NAME = "restored";

  private RestoredMark() {}

  static void write(Path data, String cut) throws IOException {
    Path file = data.resolve(NAME);
    Files.writeString(file, cut + "\n");
    Folders.force(file);
  }

  /**
   * The moment of which the folder is, if it is one that was restored.
   *
   * @throws BackupFailure if nobody can tell
   */
  public static Optional<Instant> read(Path data) throws BackupFailure {
    Path file = data.resolve(NAME);
    try {
      return Files.exists(file)
          ? Optional.of(Instant.parse(Files.readString(file).strip()))
          : Optional.empty();
    } catch (IOException | DateTimeException unreadable) {
      throw new BackupFailure(
          "RESTORED_MARK_UNREADABLE",
          "the file " + file + " does not say of when the backup was that was restored",
          "write the backup's time into it, for example 2026-11-20T02:00:00Z",
          unreadable);
    }
  }

  /**
   * Takes it away.
   *
   * @throws IOException if that cannot be written
   */
  public static void remove(Path data) throws IOException {
    Files.deleteIfExists(data.resolve(NAME));
    Folders.force(data);
  }
}
