package homeroom.app;

import homeroom.files.PrivateFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** The folder that holds all that a hub keeps, used by one hub at a time. */
final class DataFolder implements AutoCloseable {

  /** Held while a process uses the folder. */
  static final String LOCK = "hub.lock";

  private final Path root;
  private final FileChannel lock;

  private DataFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Takes the folder for this process; makes it if it is not there.
   *
   * @throws HubFailure if another hub uses it, or it cannot be written
   */
  static DataFolder open(Path root) throws HubFailure {
    Path folder = root.toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new HubFailure(
            "HUB_DATA_IN_USE",
            "another hub uses the data folder " + folder,
            "stop that one first, or name another folder with --data");
      }
      return new DataFolder(folder, channel);
    } catch (IOException unusable) {
      throw new HubFailure(
          "HUB_DATA_UNUSABLE",
          "the data folder " + folder + " cannot be used: " + unusable.getClass().getSimpleName(),
          "name a folder with --data that this user can write to",
          unusable);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException byThisProcess) {
      return false;
    }
  }

  Path root() {
    return root;
  }

  Path at(String name) {
    return root.resolve(name);
  }

  /**
   * A name for this hub that stays the same, so that a restarted hub gets its work back at once.
   */
  String instance() throws HubFailure {
    Path file = at("instance");
    try {
      if (Files.notExists(file) || Files.readString(file).isBlank()) {
        PrivateFile.replace(file, "hub-" + UUID.randomUUID().toString().substring(0, 8) + "\n");
      }
      return Files.readString(file).strip();
    } catch (IOException unusable) {
      throw new HubFailure(
          "HUB_DATA_UNUSABLE",
          "the file " + file + " cannot be used: " + unusable.getClass().getSimpleName(),
          "give this user the right to write it",
          unusable);
    }
  }

  /** How much room there is on its disk now. */
  DiskSpace space() {
    return new DiskSpace(root.toFile().getUsableSpace(), root.toFile().getTotalSpace());
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException ended) {
      // The lock ends with the process in any case.
    }
  }
}
