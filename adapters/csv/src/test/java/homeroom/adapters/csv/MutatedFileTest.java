package homeroom.adapters.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import homeroom.api.AdapterFailure;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.api.SourceItem;
import homeroom.api.contract.Column;
import homeroom.api.contract.FileContract;
import homeroom.api.contract.RowRange;
import homeroom.testkit.files.Damage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that was damaged on its way, in a thousand ways that a seed decides. */
final class MutatedFileTest {

  /** More, and others, by hand: {@code -Dmutations=100000 -Dmutations.from=5000000}. */
  private static final long TRIES = Long.getLong("mutations", 1_000);

  private static final long FROM = Long.getLong("mutations.from", 0);

  private static final String SOUND =
      IntStream.range(1, 60)
          .mapToObj("p%d,\"Ëast, gate\",%<d,last\n"::formatted)
          .collect(Collectors.joining("", "pass,route,seat,note\n", ""));

  private static final FileContract PASSES =
      new FileContract(
          "passes",
          "contracts/passes.yaml",
          new FileContract.Form.Delimited(Optional.empty(), false, true),
          Optional.empty(),
          Stream.of("pass", "route", "seat", "note").map(Column::text).toList(),
          List.of("pass"),
          new RowRange(20, 200));

  @TempDir Path folder;

  static Stream<Map<String, Object>> options() {
    return Stream.of(
        Map.of("coverage", "complete", "columns.required", "pass,route"),
        Map.of("coverage", "complete", "contracts", List.of(PASSES)));
  }

  /** What was read; empty if the file was refused with a reason. */
  private Optional<List<SourceItem>> read(byte[] bytes, long seed, Map<String, Object> options)
      throws IOException {
    Path file = Files.write(folder.resolve("passes.csv"), bytes);
    try {
      return Optional.of(
          Sources.items(Sources.source(file, folder.resolve("raw"), options).poll(Cursor.START)));
    } catch (AdapterFailure refused) {
      assertThat(refused.failure().kind())
          .as("seed %d: %s", seed, refused.getCause())
          .isEqualTo(Failure.Kind.CONTENT);
      return Optional.empty();
    } catch (RuntimeException crash) {
      return fail("seed " + seed, crash);
    }
  }

  private static Set<String> passes(List<SourceItem> items) {
    return items.stream()
        .filter(SourceItem.Row.class::isInstance)
        .map(item -> ((SourceItem.Row) item).columns().get("pass").toString())
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("options")
  void shouldReadOrRefuseWhateverBytesThereAre(Map<String, Object> options) throws IOException {
    byte[] bytes = SOUND.getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (long seed = FROM; seed < FROM + TRIES; seed++) {
      refused += read(Damage.bytes(bytes, new Random(seed)), seed, options).isEmpty() ? 1 : 0;
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @MethodSource("options")
  void shouldMissNobodyInADamagedTable(Map<String, Object> options) throws IOException {
    Set<String> everybody =
        passes(read(SOUND.getBytes(StandardCharsets.UTF_8), -1, options).orElseThrow());
    int read = 0;
    for (long seed = FROM; seed < FROM + TRIES; seed++) {
      Optional<byte[]> damaged = Damage.table(SOUND, new Random(seed));
      Optional<List<SourceItem>> found =
          damaged.isEmpty() ? Optional.empty() : read(damaged.get(), seed, options);
      if (found.isPresent() && found.get().stream().allMatch(SourceItem.Row.class::isInstance)) {
        assertThat(passes(found.get())).as("seed %d", seed).containsAll(everybody);
        read++;
      }
    }
    assertThat(read).isPositive();
  }
}
