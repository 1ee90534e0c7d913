package homeroom.adapters.oneroster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import homeroom.api.AdapterFailure;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.api.SourceItem;
import homeroom.testkit.files.Damage;
import homeroom.testkit.files.ZipFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A package that was damaged on its way, in a thousand ways that a seed decides: it fails as a
 * whole, or nobody seems to be missing from it.
 */
final class MutatedPackageTest {

  /** More, and others, by hand: {@code -Dmutations=100000 -Dmutations.from=5000000}. */
  private static final long TRIES = Long.getLong("mutations", 1_000);

  private static final long FROM = Long.getLong("mutations.from", 0);
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
  private Optional<List<SourceItem>> read(Path zip, long seed) {
    try {
      return Optional.of(
          Samples.items(
              Samples.source(zip, folder.resolve("raw"), Samples.USED).poll(Cursor.START)));
    } catch (AdapterFailure refused) {
      assertThat(refused.failure().kind())
          .as("seed %d: %s", seed, refused.getCause())
          .isEqualTo(Failure.Kind.CONTENT);
      assertThat(refused.failure().message()).as("seed %d", seed).isNotBlank();
      return Optional.empty();
    } catch (RuntimeException crash) {
      return fail("seed " + seed, crash);
    }
  }

  @Test
  void shouldRefuseADamagedArchiveOrReadWhatWasInIt() throws IOException {
    byte[] bytes = Files.readAllBytes(ZipFiles.write(folder.resolve("sound.zip"), sound));
    Path zip = folder.resolve("damaged.zip");
    int refused = 0;
    for (long seed = FROM; seed < FROM + TRIES; seed++) {
      Files.write(zip, Damage.bytes(bytes, new Random(seed)));
      Optional<List<SourceItem>> found = read(zip, seed);
      refused += found.isEmpty() ? 1 : 0;
      if (found.isPresent()) {
        assertThat(found.get()).as("seed %d", seed).isEqualTo(intact);
      }
    }
    assertThat(refused).isGreaterThan((int) TRIES / 2);
  }

  @Test
  void shouldMissNobodyInAFileThatWasDamagedBeforeItWasPacked() throws IOException {
    Set<String> everybody = users(intact);
    int read = 0;
    for (long seed = FROM; seed < FROM + TRIES; seed++) {
      Optional<byte[]> users = Damage.table(sound.get(USERS), new Random(seed));
      if (users.isEmpty()) {
        continue;
      }
      Map<String, byte[]> files = new LinkedHashMap<>();
      sound.forEach((name, file) -> files.put(name, file.getBytes(StandardCharsets.UTF_8)));
      files.put(USERS, users.get());
      Path zip = ZipFiles.writeBytes(folder.resolve("damaged.zip"), files);
      Optional<List<SourceItem>> found = read(zip, seed);
      if (found.isPresent() && found.get().stream().noneMatch(MutatedPackageTest::isRejected)) {
        assertThat(users(found.get())).as("seed %d", seed).containsAll(everybody);
        read++;
      }
    }
    assertThat(read).isPositive();
  }

  @Test
  void shouldRefuseAFileThatHoldsAnother() throws IOException {
    Map<String, String> files = new LinkedHashMap<>(sound);
    files.put(USERS, Samples.ENROLLMENTS);

    assertThat(read(ZipFiles.write(folder.resolve("other.zip"), files), 0)).isEmpty();
  }

  private static boolean isRejected(SourceItem item) {
    return item instanceof SourceItem.Rejected;
  }

  private static Set<String> users(List<SourceItem> items) {
    return Samples.rows(items).stream()
        .filter(row -> row.collection().equals(USERS))
        .map(row -> row.columns().get("sourcedId").toString())
        .collect(Collectors.toSet());
  }
}
