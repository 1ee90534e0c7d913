package homeroom.app.backup;

import homeroom.files.Disk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Puts a backup into an empty data folder.
 *
 * <p>The router's stores are not in a backup: the router fills them from their changelogs, which
 * are, so that state and log are of the same moment. A folder in which this did not come to its end
 * is marked, and no hub starts on it.
 */
public final class Restore {

  /** Where the configuration goes, if it is in the backup. */
  public static final String CONFIGURATION = "configuration";

  static final String UNFINISHED = "restore-unfinished";

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path data;
  private final Set<Path> folders = new HashSet<>();

  private Restore(Path data) {
    this.data = data;
  }

  /**
   * Makes sure that a folder is there and empty.
   *
   * @param own the file that may be in it
   * @throws BackupFailure if it is not
   */
  public static void empty(Path data, String own) throws BackupFailure {
    try {
      if (!Files.isDirectory(data)) {
        return;
      }
      try (Stream<Path> files = Files.list(data)) {
        if (files.anyMatch(file -> !file.getFileName().toString().equals(own))) {
          throw new BackupFailure(
              "RESTORE_NOT_EMPTY",
              "there is something in " + data + ", and a backup goes into an empty folder only",
              "name a new folder with --data; move an old data folder aside, do not delete it yet");
        }
      }
    } catch (IOException unreadable) {
      throw notRestored(data, unreadable);
    }
  }

  /**
   * Checks the backup as a whole, then writes it.
   *
   * @param data an empty folder that is held for this process
   * @return what the backup says of itself
   */
  public static Manifest into(Path data, Path file) throws BackupFailure {
    try (ArchiveReader archive = ArchiveReader.open(file)) {
      archive.verify();
      new Restore(data).write(archive);
      return archive.manifest();
    } catch (IOException failed) {
      throw notRestored(data, failed);
    }
  }

  /**
   * @throws BackupFailure if a backup was put into the folder in part only
   */
  public static void refuseUnfinished(Path data) throws BackupFailure {
    if (Files.exists(data.resolve(UNFINISHED))) {
      throw new BackupFailure(
          "RESTORE_UNFINISHED",
          "a backup was not put into " + data + " to the end",
          "delete what is in that folder and restore the backup again");
    }
  }

  private void write(ArchiveReader archive) throws IOException, BackupFailure {
    Path mark = data.resolve(UNFINISHED);
    Files.createFile(mark);
    Disk.force(data);
    folders.add(data);
    for (Manifest.Part part : archive.manifest().parts()) {
      write(archive, part);
    }
    for (Path folder : folders) {
      Disk.force(folder);
    }
    if (archive.manifest().topics()) {
      RestoredMark.write(
          data, new RestoredMark(Instant.parse(archive.manifest().cut()), RestoredMark.Why.BACKUP));
    }
    Files.delete(mark);
    Disk.force(data);
  }

  private void write(ArchiveReader archive, Manifest.Part part) throws IOException, BackupFailure {
    Path file = data.resolve(part.name()).normalize();
    if (!file.startsWith(data) || file.equals(data)) {
      throw new BackupFailure(
          "BACKUP_DAMAGED",
          "a file of the backup would lie outside of the data folder",
          "use another backup; this one was not made by this program");
    }
    makeFolder(file.getParent());
    Files.createFile(file, ownerOnly("rw-------"));
    try (OutputStream out = Files.newOutputStream(file)) {
      archive.copy(part, out);
    }
    Disk.force(file);
  }

  private void makeFolder(Path folder) throws IOException {
    if (folders.add(folder)) {
      makeFolder(folder.getParent());
      Files.createDirectories(folder, ownerOnly("rwx------"));
    }
  }

  private static FileAttribute<?>[] ownerOnly(String rights) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  private static BackupFailure notRestored(Path data, IOException cause) {
    return new BackupFailure(
        "RESTORE_NOT_WRITTEN",
        "writing into " + data + " did not work: " + cause.getClass().getSimpleName(),
        "see that this user may write there and that there is room, empty the folder and try again",
        cause);
  }
}
