package homeroom.adapters.oneroster;

import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Operation;
import homeroom.testkit.HandOverContract;
import homeroom.testkit.HandOverSystem;
import homeroom.testkit.files.ZipFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class OneRosterContractTest implements HandOverContract {

  @TempDir Path folder;

  @Override
  public HandOverSystem open() {
    return new Drop();
  }

  private final class Drop implements HandOverSystem {

    private final Path drop = folder.resolve("import");
    private final Path aside = folder.resolve("aside");
    private final Path processed = drop.resolve("processed");

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

    /** Somebody put a file where the folder was. */
    @Override
    public void goDown() {
      try {
        Files.move(drop, aside);
        Files.writeString(drop, "no folder");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void comeBack() {
      try {
        Files.delete(drop);
        Files.move(aside, drop);
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
