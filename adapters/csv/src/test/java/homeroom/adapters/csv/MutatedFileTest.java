package homeroom.adapters.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.re2j.Pattern;
import homeroom.api.AdapterFailure;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.api.SourceItem;
import homeroom.api.contract.CellKind;
import homeroom.api.contract.Column;
import homeroom.api.contract.FileContract;
import homeroom.api.contract.RowRange;
import homeroom.testkit.files.Damage;
import homeroom.testkit.files.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that was damaged on its way, in a thousand ways that a seed decides. */
final class MutatedFileTest {

  /** No digit becomes another by one bit. */
  private static final String DIGITS = "0356";

  private static final String SOUND =
      IntStream.range(1, 60)
          .mapToObj(MutatedFileTest::number)
          .map("p%1$s,\"Ëast, gate\",%1$s,last\n"::formatted)
          .collect(Collectors.joining("", "pass,route,seat,note\n", ""));

  private static final byte[] BYTES = SOUND.getBytes(StandardCharsets.UTF_8);

  private static final FileContract PASSES =
      new FileContract(
          "passes",
          "contracts/passes.yaml",
          new FileContract.Form.Delimited(Optional.empty(), false, true),
          Optional.empty(),
          List.of(
              looking("pass", "p[0356]{3}"),
              looking("route", "Ëast, gate"),
              looking("seat", "[0356]{3}"),
              looking("note", "last")),
          List.of("pass"),
          new RowRange(20, 200));

  @TempDir Path folder;

  private static String number(int i) {
    return IntStream.of(i / 16, i / 4 % 4, i % 4)
        .mapToObj(digit -> DIGITS.substring(digit, digit + 1))
        .collect(Collectors.joining());
  }

  private static Column looking(String name, String pattern) {
    return new Column(
        name,
        name,
        new CellKind.Text(),
        true,
        List.of(),
        Optional.of(Pattern.compile(pattern)),
        Optional.empty(),
        Optional.empty());
  }

  static Stream<Map<String, Object>> options() {
    return Stream.of(
        Map.of("coverage", "complete", "columns.required", "pass,route"), byContract());
  }

  private static Map<String, Object> byContract() {
    return Map.of("coverage", "complete", "contracts", List.of(PASSES));
  }

  /** What was read; empty if the file was refused with a reason. */
  private Optional<List<SourceItem>> read(byte[] bytes, String again, Map<String, Object> options) {
    try {
      Path file = Files.write(folder.resolve("passes.csv"), bytes);
      return Optional.of(
          Sources.items(Sources.source(file, folder.resolve("raw"), options).poll(Cursor.START)));
    } catch (AdapterFailure refused) {
      assertThat(refused.failure().kind())
          .as("%s: %s", again, refused.getCause())
          .isEqualTo(Failure.Kind.CONTENT);
      return Optional.empty();
    } catch (IOException | RuntimeException crash) {
      return fail(again, crash);
    }
  }

  private List<Map<String, String>> intact(Map<String, Object> options) {
    return rows(read(BYTES, "as it was", options).orElseThrow());
  }

  /** White space around a cell does not count, for a contract as well. */
  private static List<Map<String, String>> rows(List<SourceItem> items) {
    return items.stream()
        .filter(SourceItem.Row.class::isInstance)
        .map(item -> ((SourceItem.Row) item).columns())
        .map(
            cells ->
                cells.entrySet().stream()
                    .collect(
                        Collectors.toMap(
                            Map.Entry::getKey, cell -> cell.getValue().toString().strip())))
        .toList();
  }

  private static boolean nothingIsRejected(List<SourceItem> items) {
    return items.stream().allMatch(SourceItem.Row.class::isInstance);
  }

  @ParameterizedTest
  @MethodSource("options")
  void shouldReadOrRefuseWhateverBytesThereAre(Map<String, Object> options) {
    AtomicInteger refused = new AtomicInteger();
    Mutations.seeds()
        .forEach(
            seed -> {
              byte[] damaged = Damage.bytes(BYTES, new Random(seed));
              if (read(damaged, Mutations.again(seed), options).isEmpty()) {
                refused.incrementAndGet();
              }
            });
    assertThat(refused.get()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("options")
  void shouldMissNobodyAndReadNothingElseInADamagedTable(Map<String, Object> options) {
    List<Map<String, String>> everybody = intact(options);
    AtomicInteger read = new AtomicInteger();
    Mutations.seeds()
        .forEach(
            seed -> {
              String again = Mutations.again(seed);
              Damage.table(SOUND, new Random(seed))
                  .flatMap(damaged -> read(damaged, again, options))
                  .filter(MutatedFileTest::nothingIsRejected)
                  .ifPresent(
                      items -> {
                        assertThat(Set.copyOf(rows(items)))
                            .as(again)
                            .isEqualTo(Set.copyOf(everybody));
                        read.incrementAndGet();
                      });
            });
    assertThat(read.get()).isPositive();
  }

  @Test
  void shouldTakeInNothingElseWhereTheContractCanTell() {
    List<Map<String, String>> everybody = intact(byContract());
    AtomicInteger rejected = new AtomicInteger();
    Mutations.seeds()
        .forEach(
            seed -> {
              String again = Mutations.again(seed);
              read(Damage.flipped(BYTES, new Random(seed)), again, byContract())
                  .ifPresent(
                      items -> {
                        assertThat(everybody).as(again).containsAll(rows(items));
                        if (nothingIsRejected(items)) {
                          assertThat(rows(items)).as(again).containsAll(everybody);
                        } else {
                          rejected.incrementAndGet();
                        }
                      });
            });
    assertThat(rejected.get()).isPositive();
  }

  /** Nobody can tell that a cell was another, but no row goes without a trace. */
  @Test
  void shouldLoseNoRowWithoutATraceWhereNobodyCanTell() {
    Map<String, Object> options = options().findFirst().orElseThrow();
    int everybody = intact(options).size();
    Mutations.seeds()
        .forEach(
            seed -> {
              String again = Mutations.again(seed);
              read(Damage.flipped(BYTES, new Random(seed)), again, options)
                  .filter(MutatedFileTest::nothingIsRejected)
                  .ifPresent(items -> assertThat(items).as(again).hasSize(everybody));
            });
  }
}
