package homeroom.support.files;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Probe;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A folder on this machine. It is never made: where a mount is lost, nobody would find the files in
 * a new folder.
 */
record FolderDrop(Path folder) implements Drop {

  private static final Failure NO_FOLDER =
      Failure.of(
          Kind.CONFIGURATION,
          "FILE_NO_FOLDER",
          "Writing a file: there is no such folder.",
          "Make the folder that to.path names, or mount it.");

  private static final Failure NO_ACCESS =
      Failure.of(
          Kind.CONFIGURATION,
          "FILE_NO_ACCESS",
          "Writing a file: the hub's account may not write to the folder.",
          "Give the hub's account access to the folder that to.path names.");

  @Override
  public void put(String name, Path bytes) throws AdapterFailure {
    if (!Files.isDirectory(folder)) {
      throw new AdapterFailure(NO_FOLDER);
    }
    Path part = folder.resolve("." + name + ".part");
    try {
      Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
      force(part, StandardOpenOption.WRITE);
      Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      discard(part);
      throw new AdapterFailure(FileFailures.disk("Writing " + name, failed), failed);
    }
    try {
      force(folder, StandardOpenOption.READ);
    } catch (IOException failed) {
      throw new AdapterFailure(FileFailures.notForced(name), failed);
    }
  }

  private static void force(Path what, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(what, how)) {
      channel.force(true);
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException stays) {
      // Its name says that it is not complete, and the next try replaces it.
    }
  }

  @Override
  public Probe probe() {
    if (!Files.isDirectory(folder)) {
      return Probe.failed(NO_FOLDER);
    }
    return Files.isWritable(folder) && Files.isExecutable(folder)
        ? Probe.READY
        : Probe.failed(NO_ACCESS);
  }
}
