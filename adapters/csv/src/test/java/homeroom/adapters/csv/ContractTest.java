package homeroom.adapters.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.re2j.Pattern;
import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Option;
import homeroom.api.OptionProblem;
import homeroom.api.Settings;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.api.WrittenPath;
import homeroom.api.contract.CellKind;
import homeroom.api.contract.Column;
import homeroom.api.contract.FileContract;
import homeroom.api.contract.FileContract.Form;
import homeroom.api.contract.RowRange;
import homeroom.api.contract.TimeForm;
import homeroom.api.contract.TimeForm.What;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a source whose formats are declared. */
final class ContractTest {

  private static final Form.Delimited STRICT = new Form.Delimited(Optional.empty(), true, false);

  private static final List<Column> COLUMNS =
      List.of(
          column("id", new CellKind.Whole(), true),
          column("day", day("M/d/yyyy"), false),
          allowed("level", "low", "high"),
          pattern("room", "[A-Z]\\d+"),
          in("sibling", "id"),
          column("iep", new CellKind.Flag(Set.of("y"), Set.of("n")), false));

  private static final FileContract FIRST =
      contract("scores-1", STRICT, COLUMNS, List.of("id"), RowRange.ANY);

  @TempDir Path folder;

  @Test
  void shouldSayByWhichVersionItReads() throws Exception {
    Batch batch = poll("id,day,level,room,sibling,iep\n1,3/1/2026,low,A1,,Y\n", FIRST);

    assertThat(batch.formats()).isEqualTo(Map.of("rows", "scores-1"));
    assertThat(Sources.items(batch))
        .singleElement()
        .isInstanceOfSatisfying(
            SourceItem.Row.class,
            row ->
                assertThat(row.columns())
                    .containsEntry("day", Value.text("3/1/2026"))
                    .containsEntry("sibling", Value.text("")));
  }

  @ParameterizedTest
  @CsvSource({
    "', 3/1/2026,low,A1,,', id, CONTRACT_BLANK",
    "'x,3/1/2026,low,A1,,', id, CONTRACT_TYPE",
    "'2,2026-03-01,low,A1,,', day, CONTRACT_TYPE",
    "'2,2/30/2026,low,A1,,', day, CONTRACT_TYPE",
    "'2,,secret,A1,,', level, CONTRACT_NOT_ALLOWED",
    "'2,, low ,A1,,', level, CONTRACT_NOT_ALLOWED",
    "'2,,low,A1x,,', room, CONTRACT_PATTERN",
    "'2,,low, A1,,', room, CONTRACT_PATTERN",
    "'2,,low,,77,', sibling, CONTRACT_REFERENCE",
    "'2,,low,,,maybe', iep, CONTRACT_TYPE",
    "'2,,low', '', CSV_WRONG_CELL_COUNT",
    "'1,,low,,,', id, CONTRACT_DOUBLE_KEY",
  })
  void shouldRejectARowThatBreaksARuleAndLetTheOthersThrough(String row, String column, String code)
      throws Exception {
    List<SourceItem> items =
        Sources.items(
            poll("id,day,level,room,sibling,iep\n1,,low,,,\n" + row + "\n3,,high,,1,n\n", FIRST));

    assertThat(items).hasSize(3);
    assertThat(items.getLast()).isInstanceOf(SourceItem.Row.class);
    assertThat(items.get(1))
        .isInstanceOfSatisfying(
            SourceItem.Rejected.class,
            rejected -> {
              assertThat(rejected.place()).isEqualTo("scores.csv:3");
              assertThat(rejected.column()).isEqualTo(column);
              assertThat(rejected.failure().code()).isEqualTo(code);
              assertThat(rejected.failure().kind()).isEqualTo(Kind.CONTENT);
              assertThat(rejected.failure().message())
                  .contains("scores.csv:3")
                  .doesNotContain("secret", "2026", "77", "maybe", "A1x");
            });
    // Which of two rows with one key is meant, nobody knows.
    assertThat(items.getFirst() instanceof SourceItem.Rejected)
        .isEqualTo(code.equals("CONTRACT_DOUBLE_KEY"));
  }

  @ParameterizedTest
  @CsvSource({"(A|B|[0-9])*", "([A-Za-z]+ ?)+"})
  void shouldJudgeTheLongestCellByAPattern(String pattern) throws Exception {
    FileContract contract =
        contract("long", STRICT, List.of(pattern("a", pattern)), List.of(), RowRange.ANY);
    String cell = "A".repeat(100_000);

    List<SourceItem> items = Sources.items(poll("a\n" + cell + "\n" + cell + "!\n", contract));

    assertThat(items.getFirst()).isInstanceOf(SourceItem.Row.class);
    assertThat(items.getLast())
        .isInstanceOfSatisfying(
            SourceItem.Rejected.class,
            it -> assertThat(it.failure().code()).isEqualTo("CONTRACT_PATTERN"));
  }

  @Test
  void shouldHoldAFileOfAnUnknownStructureAndSayHowItDiffers() throws Exception {
    Failure failure = failure("id,date,level,sibling,room,iep,extra\n1,,low,,,,\n", FIRST);

    assertThat(failure)
        .returns("CONTRACT_UNKNOWN_STRUCTURE", Failure::code)
        .returns(Kind.CONTENT, Failure::kind);
    assertThat(failure.message())
        .isEqualTo(
            "Reading scores.csv: its header is that of no contract. The nearest is scores-1"
                + " (contracts/scores-1.yaml); moved: room; added: date, extra; gone: day.");
    assertThat(failure.remedy())
        .contains("copy contracts/scores-1.yaml", "homeroom contract infer")
        .contains("(besides: date: string, extra: string; without: day; in the order of the file)");
  }

  @Test
  void shouldShowNoCellOfAFileWithoutAHeader() throws Exception {
    Failure failure = failure("4711,Ana,low,A1,,y\n1,,low,,,\n", FIRST);

    assertThat(failure.message()).contains("0 of its 6 columns");
    assertThat(failure.message() + failure.remedy()).doesNotContain("4711", "Ana", "A1,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,day,level,room,sibling,iep4711,Ana,low,A1,,y\n1,,low,,,\n",
        "id,day,level,room,sibling,\"iep\n4711,Ana,low,A1,,y\n\"\n1,,low,,,\n",
        "id,day,level,room,sibling,iep,4711\n1,,low,,,,\n",
        "id,day,level,room,sibling,ana@example.org\n1,,low,,,\n",
      })
  void shouldShowNoCellThatGotIntoTheHeader(String text) throws Exception {
    Failure failure = failure(text, FIRST);

    assertThat(failure.code()).isIn("CONTRACT_UNKNOWN_STRUCTURE", "CSV_BAD_QUOTES");
    assertThat(failure.message() + failure.remedy())
        .doesNotContain("4711", "Ana", "A1,", "ana@example");
  }

  @Test
  void shouldHoldAFileOfALaterVersionWithARenamedColumn() throws Exception {
    Form.Delimited open = new Form.Delimited(Optional.empty(), false, true);
    FileContract less = contract("s1", open, List.of(Column.text("id")), List.of(), RowRange.ANY);
    FileContract more =
        contract(
            "s2", open, List.of(Column.text("id"), Column.text("grade")), List.of(), RowRange.ANY);

    Failure failure = failure("id,Grade Level\n1,7\n", less, more);

    assertThat(failure.code()).isEqualTo("CONTRACT_UNKNOWN_STRUCTURE");
    assertThat(failure.message())
        .contains("that of s1", "nearly that of s2", "renamed: grade to Grade Level");
  }

  @Test
  void shouldHoldAFileOfFixedWidthOfWhichOnlyTheFirstLineFits() throws Exception {
    Failure failure =
        failure("0001ANA  20260301\n" + "0002 BO  20260302 more\n".repeat(2), fixed());

    assertThat(failure.code()).isEqualTo("CONTRACT_UNKNOWN_STRUCTURE");
    assertThat(failure.message()).contains("most of its lines have 22 characters");
  }

  @Test
  void shouldReadFixedWidthsInTheCharsetThatFits() throws Exception {
    FileContract utf8 =
        contract("utf8", new Form.FixedWidth(), List.of(at("a", 1, 5)), List.of(), RowRange.ANY);
    FileContract windows =
        new FileContract(
            "windows",
            "contracts/windows.yaml",
            new Form.FixedWidth(),
            Optional.of(Charset.forName("windows-1252")),
            List.of(at("a", 1, 3)),
            List.of(),
            RowRange.ANY);
    Path file = folder.resolve("short.csv");
    Files.write(file, "Zo\u00EB\n".getBytes(Charset.forName("windows-1252")));

    assertThat(poll(file, utf8, windows).formats()).containsValue("windows");
  }

  @Test
  void shouldCallColumnsAlikeInAllVersions() throws Exception {
    FileContract second =
        contract(
            "scores-2",
            new Form.Delimited(Optional.of(';'), false, true),
            List.of(column("id", new CellKind.Text(), false), as("Completed", "day")),
            List.of(),
            RowRange.ANY);
    Batch batch = poll("more;Completed;id\nx;2026-03-01;1\n", FIRST, second);

    assertThat(batch.formats()).containsValue("scores-2");
    assertThat(((SourceItem.Row) Sources.items(batch).getFirst()).columns())
        .isEqualTo(Map.of("day", Value.text("2026-03-01"), "id", Value.text("1")));
  }

  @ParameterizedTest
  @CsvSource({"1, CONTRACT_TOO_FEW_ROWS", "5, CONTRACT_TOO_MANY_ROWS"})
  void shouldRefuseAFileWithTooFewOrTooManyRows(int rows, String code) throws Exception {
    FileContract few =
        contract("few", STRICT, List.of(Column.text("a")), List.of(), new RowRange(2, 4));

    assertThat(failure("a\n" + "x\n".repeat(rows), few).code()).isEqualTo(code);
    assertThat(Sources.items(poll("a\n" + "x\n".repeat(3), few))).hasSize(3);
  }

  @Test
  void shouldReadTheCharsetOfTheVersion() throws Exception {
    Path file = folder.resolve("names.csv");
    Files.write(file, "name\nZoë\n".getBytes(Charset.forName("windows-1252")));

    assertThat(((SourceItem.Row) Sources.items(poll(file, windows())).getFirst()).columns())
        .containsValue(Value.text("Zoë"));
  }

  @Test
  void shouldSayWhichDelimiterWouldFit() throws Exception {
    Failure failure = failure("id;day;level;room;sibling;iep\n1;;low;;;\n", FIRST);

    assertThat(failure.code()).isEqualTo("CONTRACT_UNKNOWN_STRUCTURE");
    assertThat(failure.message()).contains("with ; between its cells", "that of scores-1");
    assertThat(failure.remedy()).contains("delimiter: \";\"");
  }

  @Test
  void shouldLetIgnoredColumnsHaveOneName() throws Exception {
    FileContract open =
        contract(
            "open",
            new Form.Delimited(Optional.empty(), false, true),
            List.of(Column.text("id")),
            List.of("id"),
            RowRange.ANY);

    assertThat(Sources.items(poll("note,id,note\na,1,b\n", open)))
        .singleElement()
        .isInstanceOfSatisfying(
            SourceItem.Row.class,
            row -> assertThat(row.columns()).isEqualTo(Map.of("id", Value.text("1"))));
    assertThat(failure("id,note,id\n1,a,2\n", open).code()).isEqualTo("CSV_DUPLICATE_COLUMN");
  }

  @Test
  void shouldHoldAFileInUtf8UnderAContractForSingleBytes() throws Exception {
    Path file = folder.resolve("names.csv");
    Files.writeString(file, "name\nJosé\n");

    Failure failure = failure(file, windows());

    assertThat(failure.code()).isEqualTo("CSV_NOT_TEXT");
    assertThat(failure.message()).contains("line 2", "UTF-8").doesNotContain("Jos");
  }

  @Test
  void shouldReadFixedWidths() throws Exception {
    FileContract fixed = fixed();
    String rows = "0001ANA  20260301\n0002 BO  20260302\n\n0003EVA  2026\n";
    List<SourceItem> items = Sources.items(poll(rows, fixed));

    assertThat(((SourceItem.Row) items.get(1)).columns())
        .isEqualTo(
            Map.of(
                "pass", Value.text("0002"),
                "name", Value.text("BO"),
                "day", Value.text("20260302")));
    assertThat(items.getLast())
        .isInstanceOfSatisfying(
            SourceItem.Rejected.class,
            it -> assertThat(it.failure().code()).isEqualTo("CONTRACT_LINE_LENGTH"));
    assertThat(failure(rows + "0004", fixed).code()).isEqualTo("CSV_CUT_SHORT");
    assertThat(failure("0001ANA\n", fixed).code()).isEqualTo("CONTRACT_UNKNOWN_STRUCTURE");
    assertThat(failure("0001ANA\n", fixed).message()).contains("7 characters", "17 in passes");
    assertThat(failure("", fixed).code()).isEqualTo("CONTRACT_UNKNOWN_STRUCTURE");
  }

  @Test
  void shouldLetMappingsNameTheColumnsOfAllVersionsOnly() {
    FileContract second =
        contract("s2", STRICT, List.of(as("Completed", "day")), List.of(), RowRange.ANY);
    CsvFactory factory = new CsvFactory();

    assertThat(
            factory.sourceColumns(
                "rows", new Settings(Map.of("contracts", List.of(FIRST, second)))))
        .contains(List.of("id", "day", "level", "room", "sibling", "iep"));
    assertThat(
            factory.sourceColumnsOfAll(
                "rows", new Settings(Map.of("contracts", List.of(FIRST, second)))))
        .contains(List.of("day"));
    assertThat(factory.sourceColumnsOfAll("rows", new Settings(Map.of()))).isEmpty();
    assertThat(factory.sourceColumns("rows", new Settings(Map.of()))).isEmpty();
  }

  @Test
  void shouldTellOfAVersionWithoutTheColumnThatSaysWhen() {
    FileContract second =
        contract("s2", STRICT, List.of(Column.text("id")), List.of(), RowRange.ANY);

    assertThat(problems(Map.of("occurred-at", "day", "contracts", List.of(FIRST, second))))
        .singleElement()
        .returns("occurred-at", OptionProblem::option)
        .returns("is no column of contracts/s2.yaml", OptionProblem::problem);
    assertThat(problems(Map.of("occurred-at", "id", "contracts", List.of(FIRST, second))))
        .isEmpty();
  }

  private static List<OptionProblem> problems(Map<String, Object> options) {
    Map<String, Object> values = new HashMap<>();
    for (Option option : new CsvFactory().sourceOptions().orElseThrow()) {
      option.defaultValue().ifPresent(value -> values.put(option.name(), value));
    }
    values.putAll(options);
    values.put("from.at-most", 10L);
    values.put("from.settle", Duration.ZERO);
    values.put("from.path", new WrittenPath("scores.csv", Path.of("scores.csv")));
    return new CsvFactory().sourceProblems(new Settings(values));
  }

  private static FileContract windows() {
    return new FileContract(
        "windows",
        "contracts/windows.yaml",
        STRICT,
        Optional.of(Charset.forName("windows-1252")),
        List.of(Column.text("name")),
        List.of(),
        RowRange.ANY);
  }

  private static FileContract fixed() {
    return contract(
        "passes",
        new Form.FixedWidth(),
        List.of(at("pass", 1, 4), at("name", 5, 5), at("day", 10, 8)),
        List.of("pass"),
        RowRange.ANY);
  }

  private Failure failure(String text, FileContract... contracts) throws Exception {
    return failure(Files.writeString(folder.resolve("scores.csv"), text), contracts);
  }

  private Failure failure(Path file, FileContract... contracts) {
    AdapterFailure thrown = catchThrowableOfType(AdapterFailure.class, () -> poll(file, contracts));
    assertThat(thrown).isNotNull();
    return thrown.failure();
  }

  private Batch poll(String text, FileContract... contracts) throws Exception {
    return poll(Files.writeString(folder.resolve("scores.csv"), text), contracts);
  }

  private Batch poll(Path file, FileContract... contracts) throws Exception {
    return Sources.source(file, folder.resolve("raw"), Map.of("contracts", List.of(contracts)))
        .poll(Cursor.START);
  }

  private static FileContract contract(
      String name, Form form, List<Column> columns, List<String> key, RowRange rows) {
    return new FileContract(
        name, "contracts/" + name + ".yaml", form, Optional.empty(), columns, key, rows);
  }

  private static CellKind day(String pattern) {
    return new CellKind.Temporal(TimeForm.of(What.DATE, pattern));
  }

  private static Column column(String name, CellKind kind, boolean required) {
    return column(name, name, kind, required, List.of(), "", "", Optional.empty());
  }

  private static Column as(String name, String as) {
    return column(name, as, new CellKind.Text(), false, List.of(), "", "", Optional.empty());
  }

  private static Column allowed(String name, String... values) {
    return column(
        name, name, new CellKind.Text(), false, List.of(values), "", "", Optional.empty());
  }

  private static Column pattern(String name, String pattern) {
    return column(name, name, new CellKind.Text(), false, List.of(), pattern, "", Optional.empty());
  }

  private static Column in(String name, String other) {
    return column(name, name, new CellKind.Text(), false, List.of(), "", other, Optional.empty());
  }

  private static Column at(String name, int from, int length) {
    return column(
        name,
        name,
        new CellKind.Text(),
        false,
        List.of(),
        "",
        "",
        Optional.of(new Column.Span(from, length)));
  }

  private static Column column(
      String name,
      String as,
      CellKind kind,
      boolean required,
      List<String> allowed,
      String pattern,
      String in,
      Optional<Column.Span> span) {
    return new Column(
        name,
        as,
        kind,
        required,
        allowed,
        Optional.of(pattern).filter(it -> !it.isEmpty()).map(Pattern::compile),
        Optional.of(in).filter(it -> !it.isEmpty()),
        span);
  }
}
