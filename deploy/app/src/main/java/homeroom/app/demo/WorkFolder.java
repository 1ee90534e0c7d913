package homeroom.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folder of a run that makes all that it needs anew. */
public final class WorkFolder {

  private WorkFolder() {}

  /**
   * An empty folder; one that an earlier run of the same command left is emptied, any other is not
   * touched.
   *
   * @param command by which its folders are marked
   * @throws DemoFailure if something else lies there
   */
  public static Path fresh(Path root, String command) throws IOException, DemoFailure {
    String mark = command + "-folder";
    if (Files.exists(root)) {
      if (!Files.exists(root.resolve(mark))) {
        throw new DemoFailure(
            "the folder %s is there and no %s made it".formatted(root, command),
            "name another one with --folder");
      }
      try (Stream<Path> all = Files.walk(root)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(root);
    Files.writeString(
        root.resolve(mark), "Made by homeroom %s; the next one empties it.%n".formatted(command));
    return root;
  }
}
