package homeroom.adapters.oneroster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import homeroom.api.AdapterFailure;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.api.SourceItem;
import homeroom.testkit.files.Damage;
import homeroom.testkit.files.Mutations;
import homeroom.testkit.files.ZipFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A package that was damaged on its way, in a thousand ways that a seed decides: it fails as a
 * whole, or nobody seems to be missing from it.
 */
final class MutatedPackageTest {

  private static final String USERS = "users.csv";

  @TempDir Path folder;
  private final Map<String, String> sound = Samples.sound();
  private List<SourceItem> intact = List.of();

  @BeforeEach
  void layOut() throws IOException, AdapterFailure {
    StringBuilder users = new StringBuilder(Samples.USERS);
    for (int i = 3; i < 60; i++) {
      users.append(
          "u%d,,,true,o2,student,s.%d,,\"Ëva, %d\",Öst,,,s%d@cedar.example,,,,09,pw\n"
              .formatted(i, i, i, i));
    }
    sound.put(USERS, users.toString());
    intact = Samples.read(Files.createDirectories(folder.resolve("intact")), sound);
  }

  /** What was read; empty if the package was refused with a reason. */
  private Optional<List<SourceItem>> read(Path zip, String again) {
    try {
      return Optional.of(
          Samples.items(
              Samples.source(zip, folder.resolve("raw"), Samples.USED).poll(Cursor.START)));
    } catch (AdapterFailure refused) {
      assertThat(refused.failure().kind())
          .as("%s: %s", again, refused.getCause())
          .isEqualTo(Failure.Kind.CONTENT);
      assertThat(refused.failure().message()).as(again).isNotBlank();
      return Optional.empty();
    } catch (RuntimeException crash) {
      return fail(again, crash);
    }
  }

  /** The same, with other bytes in one of its files. */
  private Optional<List<SourceItem>> readWith(String file, byte[] bytes, String again) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    sound.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
    files.put(file, bytes);
    try {
      return read(ZipFiles.writeBytes(folder.resolve("damaged.zip"), files), again);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  @Test
  void shouldRefuseADamagedArchiveOrReadWhatWasInIt() throws IOException {
    byte[] bytes = Files.readAllBytes(ZipFiles.write(folder.resolve("sound.zip"), sound));
    Path zip = folder.resolve("damaged.zip");
    AtomicInteger refused = new AtomicInteger();
    Mutations.seeds()
        .forEach(
            seed -> {
              String again = Mutations.again(seed);
              Optional<List<SourceItem>> found =
                  read(written(zip, Damage.bytes(bytes, new Random(seed))), again);
              if (found.isEmpty()) {
                refused.incrementAndGet();
              } else {
                assertThat(found.get()).as(again).isEqualTo(intact);
              }
            });
    assertThat(refused.get()).isGreaterThan((int) Mutations.tries() / 2);
  }

  private static Path written(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  @Test
  void shouldMissNobodyAndReadNothingElseInAFileThatWasDamagedBeforeItWasPacked() {
    Set<Object> everybody = rows(intact, USERS);
    AtomicInteger read = new AtomicInteger();
    Mutations.seeds()
        .forEach(
            seed -> {
              String again = Mutations.again(seed);
              Damage.table(sound.get(USERS), new Random(seed))
                  .flatMap(damaged -> readWith(USERS, damaged, again))
                  .filter(MutatedPackageTest::nothingIsRejected)
                  .ifPresent(
                      items -> {
                        assertThat(rows(items, USERS)).as(again).isEqualTo(everybody);
                        read.incrementAndGet();
                      });
            });
    assertThat(read.get()).isPositive();
  }

  /**
   * Nobody can tell that a cell was another before it was packed; but no row goes without a trace,
   * and no other row is another.
   */
  @Test
  void shouldReadEveryOtherRowWhereABitWasTurnedBeforeItWasPacked() {
    AtomicInteger read = new AtomicInteger();
    List<String> names = List.copyOf(sound.keySet());
    Mutations.seeds()
        .forEach(
            seed -> {
              String again = Mutations.again(seed);
              Random random = new Random(seed);
              String name = names.get(random.nextInt(names.size()));
              byte[] bytes = sound.get(name).getBytes(StandardCharsets.UTF_8);
              readWith(name, Damage.flipped(bytes, random), again)
                  .filter(MutatedPackageTest::nothingIsRejected)
                  .ifPresent(
                      items -> {
                        assertThat(items).as(again).hasSameSizeAs(intact);
                        assertOneRowIsOther(items, name, again);
                        read.incrementAndGet();
                      });
            });
    assertThat(read.get()).isPositive();
  }

  /**
   * A bit of the header makes one column one that nobody knows, and then all its cells are gone.
   */
  private void assertOneRowIsOther(List<SourceItem> items, String damaged, String again) {
    Set<String> keys = keys(intact);
    keys.removeAll(keys(items));
    assertThat(keys).as(again).hasSizeLessThan(2);
    for (String name : Samples.USED) {
      if (!name.equals(damaged)) {
        assertThat(rows(items, name)).as(again).isEqualTo(rows(intact, name));
      }
    }
  }

  @Test
  void shouldRefuseAFileThatHoldsAnother() throws IOException {
    Map<String, String> files = new LinkedHashMap<>(sound);
    files.put(USERS, Samples.ENROLLMENTS);

    assertThat(read(ZipFiles.write(folder.resolve("other.zip"), files), "other")).isEmpty();
  }

  private static boolean nothingIsRejected(List<SourceItem> items) {
    return items.stream().noneMatch(SourceItem.Rejected.class::isInstance);
  }

  private static Set<Object> rows(List<SourceItem> items, String file) {
    return Samples.rows(items).stream()
        .filter(row -> row.collection().equals(file))
        .map(row -> List.of(row.operation(), row.columns()))
        .collect(Collectors.toSet());
  }

  private static Set<String> keys(List<SourceItem> items) {
    return Samples.rows(items).stream()
        .map(row -> row.collection() + " " + row.columns().get("sourcedId"))
        .collect(Collectors.toCollection(HashSet::new));
  }
}
