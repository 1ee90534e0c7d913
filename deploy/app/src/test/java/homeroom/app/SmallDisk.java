package homeroom.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A disk of a few hundred MiB in memory. Only processes that are started inside see it under its
 * own name, so it needs no rights, and is gone when they have ended, however that happens.
 */
final class SmallDisk implements AutoCloseable {

  private static final String MOUNT =
      "mount -t tmpfs -o size=\"$2\" tmpfs \"$1\" && echo mounted && exec cat";
  private static final int CHUNK = 1 << 20;

  private final Path folder;
  private final Process holder;

  private SmallDisk(Path folder, Process holder) {
    this.folder = folder;
    this.holder = holder;
  }

  /**
   * Mounts it.
   *
   * @param folder there, and empty
   * @param size as mount understands it
   * @return nothing where the system does not let one be made
   */
  static Optional<SmallDisk> at(Path folder, String size) throws IOException {
    Process holder;
    try {
      holder =
          new ProcessBuilder(
                  List.of(
                      "unshare",
                      "--user",
                      "--map-root-user",
                      "--mount",
                      "sh",
                      "-c",
                      MOUNT,
                      "sh",
                      folder.toString(),
                      size))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException noSuchProgram) {
      return Optional.empty();
    }
    BufferedReader said = holder.inputReader(StandardCharsets.UTF_8);
    if ("mounted".equals(said.readLine())) {
      return Optional.of(new SmallDisk(folder, holder));
    }
    holder.destroy();
    return Optional.empty();
  }

  /** Where processes inside see it. */
  Path folder() {
    return folder;
  }

  /** Where everybody else does. */
  Path seen() {
    return Path.of("/proc/" + holder.pid() + "/root" + folder);
  }

  /** What to write before a command that is to run inside. */
  List<String> inside() {
    return List.of("nsenter", "--target", "" + holder.pid(), "--user", "--mount", "--");
  }

  /** Takes the room that there is, to the last byte. */
  void fill() throws IOException {
    try (OutputStream filler = Files.newOutputStream(filler())) {
      for (int size = CHUNK; size > 0; size /= 2) {
        writeAll(filler, new byte[size]);
      }
    }
  }

  private static void writeAll(OutputStream filler, byte[] chunk) {
    try {
      while (true) {
        filler.write(chunk);
      }
    } catch (IOException full) {
      // What is left is smaller.
    }
  }

  /** Gives the room back. */
  void empty() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return seen().resolve("filler");
  }

  @Override
  public void close() {
    holder.destroy();
  }
}
