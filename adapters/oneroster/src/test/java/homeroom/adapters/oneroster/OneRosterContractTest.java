package homeroom.adapters.oneroster;

import homeroom.api.AdapterContext;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Operation;
import homeroom.api.RecordKey;
import homeroom.api.Settings;
import homeroom.api.Value;
import homeroom.testkit.HandOverContract;
import homeroom.testkit.HandOverSystem;
import homeroom.testkit.files.FolderRawStore;
import homeroom.testkit.files.ZipFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
      AdapterContext context =
          new AdapterContext(
              "sis",
              InstantSource.fixed(Samples.NOW),
              new FolderRawStore(folder.resolve("raw")),
              Set.of("users.csv"));
      return new OneRosterFactory()
          .consumer(new Settings(Map.of("to", drop, "batch", 1000L)), context);
    }

    @Override
    public Delivery delivery(String id, int number, Operation operation, String value) {
      Map<String, Value> payload = new LinkedHashMap<>();
      payload.put("sourcedId", Value.text("u" + number));
      payload.put("enabledUser", Value.flag(true));
      payload.put("orgSourcedIds", Value.items(List.of("o1")));
      payload.put("role", Value.text("student"));
      payload.put("username", Value.text("login" + number));
      payload.put("givenName", Value.text(value));
      payload.put("familyName", Value.text("One"));
      return new Delivery(
          id,
          new RecordKey("student", "k" + number),
          "users.csv",
          operation,
          payload,
          payload.keySet(),
          false,
          Optional.empty(),
          1);
    }

    @Override
    public Delivery refused(String id, int number, String value) {
      Delivery good = delivery(id, number, Operation.UPSERT, value);
      Map<String, Value> payload = new LinkedHashMap<>(good.payload());
      payload.put("orgSourcedIds", Value.items(List.of(value + ",with a comma")));
      return new Delivery(
          id,
          good.record(),
          good.target(),
          good.operation(),
          payload,
          payload.keySet(),
          false,
          Optional.empty(),
          1);
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
