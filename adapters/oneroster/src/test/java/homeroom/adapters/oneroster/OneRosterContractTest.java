package homeroom.adapters.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Failure.Kind;
import homeroom.api.Operation;
import homeroom.testkit.HandOverContract;
import homeroom.testkit.HandOverSystem;
import homeroom.testkit.files.ZipFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class OneRosterContractTest implements HandOverContract {

  @TempDir Path temporary;

  @Override
  public HandOverSystem open() {
    try {
      return new Drop(Files.createTempDirectory(temporary, "system"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Drop implements HandOverSystem {

    private final Path folder;
    private final Path drop;
    private final Path aside;
    private final Path processed;

    Drop(Path folder) {
      this.folder = folder;
      drop = folder.resolve("import");
      aside = folder.resolve("aside");
      processed = drop.resolve("processed");
    }

    @Override
    public ConsumerAdapter adapter() {
      return Samples.consumer(drop, folder.resolve("raw"));
    }

    @Override
    public Delivery delivery(String id, int number, Operation operation, String value) {
      return delivery(id, number, operation, "o1", value);
    }

    @Override
    public Delivery refused(String id, int number, String value) {
      return delivery(id, number, Operation.UPSERT, value + ",with a comma", value);
    }

    private Delivery delivery(String id, int number, Operation operation, String org, String name) {
      return Samples.delivery(
          id,
          "k" + number,
          operation,
          "users.csv",
          Samples.user("u" + number, List.of(org), "login" + number, name));
    }

    @Override
    public List<String> there() {
      return files(drop).stream().map(file -> file.getFileName().toString()).toList();
    }

    @Override
    public List<String> fetched(int number) {
      return Stream.concat(files(processed).stream(), files(drop).stream())
          .flatMap(file -> users(file))
          .filter(line -> line.startsWith("u" + number + ","))
          .map(line -> line.contains(",tobedeleted,") ? "gone" : line.split(",", -1)[8])
          .toList();
    }

    private Stream<String> users(Path file) {
      try {
        return ZipFiles.read(file).get("users.csv").lines().skip(1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private List<Path> files(Path where) {
      if (!Files.isDirectory(where)) {
        return List.of();
      }
      try (Stream<Path> files = Files.list(where)) {
        return files.filter(Files::isRegularFile).sorted().toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void take() {
      try {
        Files.createDirectories(processed);
        for (Path file : files(drop)) {
          Files.move(file, processed.resolve(file.getFileName()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Map<String, Trouble> troubles() {
      Map<String, Trouble> troubles = new HashMap<>();
      troubles.put(
          "the folder is gone",
          new Trouble(Kind.CONFIGURATION, true, _ -> move(drop, aside), () -> move(aside, drop)));
      troubles.put(
          "a file is where the folder was",
          new Trouble(Kind.CONFIGURATION, true, _ -> replaceByFile(), this::putBack));
      troubles.put(
          "the disk is full", new Trouble(Kind.TRANSIENT, false, this::fill, this::seeClean));
      if (permissionsCount()) {
        troubles.put(
            "the folder may not be written to",
            new Trouble(
                Kind.CONFIGURATION,
                true,
                _ -> allow(drop, "r-xr-xr-x"),
                () -> allow(drop, "rwxr-xr-x")));
        troubles.put(
            "the folder may not be looked into",
            new Trouble(
                Kind.CONFIGURATION,
                true,
                _ -> allow(drop, "-wx-wx-wx"),
                () -> allow(drop, "rwxr-xr-x")));
      }
      return troubles;
    }

    private void replaceByFile() {
      move(drop, aside);
      write(drop);
    }

    private void putBack() {
      delete(drop);
      move(aside, drop);
    }

    /** What is written into the package's unfinished file meets a device that has no room. */
    private void fill(List<String> deliveries) {
      try {
        Files.createSymbolicLink(unfinished(deliveries), Path.of("/dev/full"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Path unfinished(List<String> deliveries) {
      return drop.resolve("." + OneRosterConsumer.fingerprint(deliveries) + ".part");
    }

    /** On a full disk nothing unfinished stays. */
    private void seeClean() {
      try (Stream<Path> files = Files.list(drop)) {
        assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Not for root, who may write everywhere. */
    private boolean permissionsCount() {
      Path probe = folder.resolve("probe");
      write(probe);
      allow(probe, "r--r--r--");
      boolean count = !Files.isWritable(probe);
      delete(probe);
      return count;
    }

    private static void allow(Path path, String permissions) {
      try {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void move(Path from, Path to) {
      try {
        Files.move(from, to);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void write(Path file) {
      try {
        Files.writeString(file, "no folder");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path file) {
      try {
        Files.delete(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      // The folder goes with the test.
    }
  }
}
