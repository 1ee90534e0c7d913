package homeroom.adapters.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.SourceAdapter;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.support.files.Listed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CsvSourceTest {

  private static final String SCORES = "Student ID,Date,Score\n1,3/1/2026,410\n2,3/2/2026,\n";

  @TempDir Path folder;

  @Test
  void shouldReadRowsByTheNamesOfTheirColumns() throws Exception {
    Batch batch = source(file("scores.csv", SCORES), Map.of()).poll(Cursor.START);
    assertThat(batch.origin()).isEqualTo("scores.csv");
    assertThat(batch.coverage()).isEqualTo(Map.of("rows", Coverage.PARTIAL));
    assertThat(items(batch))
        .containsExactly(
            SourceItem.Row.of("rows", "scores.csv:2", row("1", "3/1/2026", "410")),
            SourceItem.Row.of("rows", "scores.csv:3", row("2", "3/2/2026", "")));
  }

  @Test
  void shouldReadTheSameFileOnlyOnce() throws Exception {
    SourceAdapter source = source(file("scores.csv", SCORES), Map.of());
    Batch first = source.poll(Cursor.START);
    assertThat(source.poll(first.next()).isEmpty()).isTrue();
    file("scores.csv", SCORES + "3,3/3/2026,500\n");
    assertThat(items(source.poll(first.next()))).hasSize(3);
  }

  @Test
  void shouldReadAFolderFileByFileInTheOrderOfNames() throws Exception {
    file("in/b.csv", SCORES);
    file("in/a.CSV", SCORES.replace("410", "411"));
    file("in/.c.csv", SCORES);
    file("in/notes.txt", "no table");
    SourceAdapter source = source(folder.resolve("in"), Map.of());
    Batch first = source.poll(Cursor.START);
    Batch second = source.poll(first.next());
    assertThat(List.of(first.origin(), second.origin())).containsExactly("a.CSV", "b.csv");
    assertThat(source.poll(second.next()).isEmpty()).isTrue();
  }

  @Test
  void shouldReadTheFilesThatAreNamed() throws Exception {
    file("in/a.csv", SCORES);
    file("in/scores-b.TXT", SCORES);
    file("in/notes.txt", "no table");
    SourceAdapter source = source(folder.resolve("in"), Map.of("from.names", "Scores-*.txt"));
    Batch only = source.poll(Cursor.START);
    assertThat(only.origin()).isEqualTo("scores-b.TXT");
    assertThat(source.poll(only.next()).isEmpty()).isTrue();
  }

  @Test
  void shouldForgetFilesThatAreGone() throws Exception {
    Path first = file("in/a.csv", SCORES);
    file("in/b.csv", SCORES + "3,,\n");
    file("in/c.csv", SCORES + "4,,\n");
    SourceAdapter source = source(folder.resolve("in"), Map.of());
    Cursor two = source.poll(source.poll(Cursor.START).next()).next();
    Files.delete(first);
    Cursor three = source.poll(two).next();
    assertThat(three.position().split(" ")).hasSize(2);
    assertThat(source.poll(three).isEmpty()).isTrue();
  }

  /** Somebody took a change back: the third export is as the first one was. */
  @Test
  void shouldReadAnExportThatIsAsAnEarlierOne() throws Exception {
    file("in/monday.csv", SCORES, "2026-11-23T02:00:00Z");
    file("in/tuesday.csv", SCORES.replace("410", "411"), "2026-11-24T02:00:00Z");
    SourceAdapter source = source(folder.resolve("in"), Map.of());
    Cursor two = source.poll(source.poll(Cursor.START).next()).next();
    file("in/wednesday.csv", SCORES, "2026-11-25T02:00:00Z");
    Batch third = source.poll(two);
    assertThat(third.origin()).isEqualTo("wednesday.csv");
    assertThat(source.poll(third.next()).isEmpty()).isTrue();
  }

  /** The export of Monday went meanwhile, but is known until another file is read. */
  @Test
  void shouldReadAnExportThatIsAsOneThatWasRemovedMeanwhile() throws Exception {
    Path monday = file("in/monday.csv", SCORES, "2026-11-23T02:00:00Z");
    file("in/tuesday.csv", SCORES.replace("410", "411"), "2026-11-24T02:00:00Z");
    SourceAdapter source = source(folder.resolve("in"), Map.of());
    Cursor two = source.poll(source.poll(Cursor.START).next()).next();
    Files.delete(monday);
    file("in/wednesday.csv", SCORES, "2026-11-25T02:00:00Z");
    assertThat(source.poll(two).origin()).isEqualTo("wednesday.csv");
  }

  @Test
  void shouldNeverReadACopyOfAFileBehindWhichOthersWereRead() throws Exception {
    Path first = file("in/a.csv", SCORES, "2026-11-23T02:00:00Z");
    file("in/b.csv", SCORES.replace("410", "411"), "2026-11-24T02:00:00Z");
    SourceAdapter source = source(folder.resolve("in"), Map.of());
    Cursor two = source.poll(source.poll(Cursor.START).next()).next();
    file("in/a copy.csv", SCORES, "2026-11-26T02:00:00Z");
    assertThat(source.poll(two).isEmpty()).isTrue();
    file("in/c.csv", SCORES.replace("410", "412"), "2026-11-27T02:00:00Z");
    Cursor three = source.poll(two).next();
    Files.delete(first);
    file("in/d.csv", SCORES.replace("410", "413"), "2026-11-28T02:00:00Z");
    Cursor four = source.poll(three).next();
    assertThat(source.poll(four).isEmpty()).isTrue();
  }

  /** A program that writes many files at once, or a copy that keeps no time, gives all the same. */
  @Test
  void shouldReadAnExportThatIsAsAnEarlierOneOfTheSameTime() throws Exception {
    String time = "2026-11-23T02:00:00Z";
    file("in/d1.csv", SCORES, time);
    file("in/d2.csv", SCORES.replace("410", "411"), time);
    file("in/d3.csv", SCORES, time);
    SourceAdapter source = source(folder.resolve("in"), Map.of());
    assertThat(origins(source)).containsExactly("d1.csv", "d2.csv", "d3.csv");
  }

  /** The newest file has always the same name, and is put aside under another one. */
  @Test
  void shouldNotReadAFileAgainThatWasPutAside() throws Exception {
    Path current = file("in/current.csv", SCORES, "2026-11-23T02:00:00Z");
    SourceAdapter source = source(folder.resolve("in"), Map.of());
    Cursor one = source.poll(Cursor.START).next();
    Files.move(current, folder.resolve("in/previous.csv"));
    file("in/current.csv", SCORES.replace("410", "411"), "2026-11-24T02:00:00Z");
    Batch second = source.poll(one);
    assertThat(second.origin()).isEqualTo("current.csv");
    assertThat(source.poll(second.next()).isEmpty()).isTrue();
  }

  /** What is behind the next file may be one that was read, and got another name meanwhile. */
  @Test
  void shouldKnowARenamedFileBehindOneThatIsNew() throws Exception {
    Path first = file("in/b.csv", SCORES, "2026-11-23T02:00:00Z");
    SourceAdapter source = source(folder.resolve("in"), Map.of());
    Cursor one = source.poll(Cursor.START).next();
    Files.move(first, folder.resolve("in/z.csv"));
    file("in/a.csv", SCORES.replace("410", "411"), "2026-11-24T02:00:00Z");
    file("in/c.csv", SCORES.replace("410", "412"), "2026-11-25T02:00:00Z");
    Batch a = source.poll(one);
    Batch c = source.poll(a.next());
    assertThat(List.of(a.origin(), c.origin())).containsExactly("a.csv", "c.csv");
    assertThat(source.poll(c.next()).isEmpty()).isTrue();
  }

  @Test
  void shouldGetNoFileBeforeItsTurn() throws Exception {
    file("in/a.csv", SCORES);
    file("in/b.csv", SCORES.replace("410", "411"));
    file("in/c.csv", "x".repeat(11 << 20));
    SourceAdapter source = source(folder.resolve("in"), Map.of());
    Batch a = source.poll(Cursor.START);
    assertThat(kept()).hasSize(1);
    Batch b = source.poll(a.next());
    assertThat(List.of(a.origin(), b.origin())).containsExactly("a.csv", "b.csv");
    assertThat(catchThrowableOfType(AdapterFailure.class, () -> source.poll(b.next())))
        .hasMessageContaining("FILE_TOO_LARGE");
  }

  @Test
  void shouldReadThousandsOfFilesAndRefuseMore() throws Exception {
    for (int i = 0; i < 4_000; i++) {
      file("in/f%04d.csv".formatted(i), "id,score\n1," + i + "\n");
    }
    SourceAdapter source = source(folder.resolve("in"), Map.of());
    Batch first = source.poll(Cursor.START);
    assertThat(first.origin()).isEqualTo("f0000.csv");
    assertThat(source.poll(first.next()).origin()).isEqualTo("f0001.csv");
    file("in/one-more.csv", SCORES);
    assertThat(failure(folder.resolve("in"), Map.of()))
        .returns("CSV_TOO_MANY_FILES", Failure::code)
        .returns(Kind.CONFIGURATION, Failure::kind);
  }

  /** It must fit into one message of the log with those that are not known to be gone. */
  @Test
  void shouldKeepAccountOfThousandsOfFilesInLittleRoom() throws Exception {
    List<Found.Export> read =
        IntStream.range(0, 8_000)
            .mapToObj(
                i ->
                    new Found.Export(
                        new Listed("f" + i, 1L << 31, Instant.ofEpochMilli(1_800_000_000_000L + i)),
                        "sha256-%064x".formatted(i),
                        Optional.empty()))
            .toList();
    Cursor cursor = Done.of(Cursor.START).and(read.getFirst(), read, List.of());
    assertThat(cursor.position().length()).isLessThan(900_000);
  }

  @Test
  void shouldNotReadAFileAgainThatWasRenamedOrWrittenAnew() throws Exception {
    Path first = file("in/a.csv", SCORES, "2026-11-23T02:00:00Z");
    SourceAdapter source = source(folder.resolve("in"), Map.of());
    Cursor one = source.poll(Cursor.START).next();
    Path renamed = Files.move(first, folder.resolve("in/read-a.csv"));
    assertThat(source.poll(one).isEmpty()).isTrue();
    Files.delete(renamed);
    file("in/a.csv", SCORES, "2026-11-25T02:00:00Z");
    assertThat(source.poll(one).isEmpty()).isTrue();
  }

  @Test
  void shouldSayNothingUntilAFileArrives() throws Exception {
    assertThat(source(folder.resolve("none.csv"), Map.of()).poll(Cursor.START).isEmpty()).isTrue();
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(source(empty, Map.of()).poll(Cursor.START).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "M/d/yyyy, America/New_York, 3/1/2026, 2026-03-01T05:00:00Z",
    "M/d/yyyy h:mm a, UTC, 3/1/2026 1:05 pm, 2026-03-01T13:05:00Z",
    ", UTC, 2026-03-01, 2026-03-01T00:00:00Z",
    ", America/New_York, 2026-03-01 08:00:00, 2026-03-01T13:00:00Z",
    ", UTC, 2026-03-01T08:00:00.250-05:00, 2026-03-01T13:00:00.250Z",
    ", UTC, '', "
  })
  void shouldReadWhenARowBecameTrue(String format, String zone, String cell, Instant time)
      throws Exception {
    Map<String, Object> options = new HashMap<>(Map.of("occurred-at", "Date", "zone", zone));
    if (format != null) {
      options.put("date-format", format);
    }
    Path file = file("scores.csv", "Date,Score\n" + cell + ",410\n");
    SourceItem.Row row =
        (SourceItem.Row) items(source(file, options).poll(Cursor.START)).getFirst();
    assertThat(row.occurredAt().orElse(null)).isEqualTo(time);
  }

  @Test
  void shouldRejectARowWithABadDateAndOneWithTooFewCells() throws Exception {
    Path file = file("scores.csv", "Date,Score\nsoon,410\n2026-03-01\n2026-03-01,420\n");
    List<SourceItem> items = items(source(file, Map.of("occurred-at", "Date")).poll(Cursor.START));
    assertThat(items)
        .filteredOn(SourceItem.Rejected.class::isInstance)
        .extracting(item -> ((SourceItem.Rejected) item).failure().code())
        .containsExactly("CSV_BAD_DATE", "CSV_WRONG_CELL_COUNT");
    assertThat(items.getFirst().toString()).doesNotContain("soon");
    assertThat(items.getLast()).isInstanceOf(SourceItem.Row.class);
  }

  @Test
  void shouldReadOtherDelimitersAndCharsets() throws Exception {
    Path file = folder.resolve("latin.csv");
    Files.write(file, "\"Name\"\tScore\r\nJosé\t1,5\r\n".getBytes(ISO_8859_1));
    Map<String, Object> options = Map.of("delimiter", "\\t", "charset", "windows-1252");
    SourceItem.Row row =
        (SourceItem.Row) items(source(file, options).poll(Cursor.START)).getFirst();
    assertThat(row.columns())
        .containsEntry("Name", Value.text("José"))
        .containsEntry("Score", Value.text("1,5"));
  }

  @Test
  void shouldTakeCoverageAndCollectionFromTheConfiguration() throws Exception {
    Map<String, Object> options = Map.of("coverage", "complete", "collection", "scores");
    Batch batch = source(file("scores.csv", SCORES), options).poll(Cursor.START);
    assertThat(batch.coverage()).isEqualTo(Map.of("scores", Coverage.COMPLETE));
    assertThat(items(batch)).extracting(SourceItem::collection).containsOnly("scores");
  }

  @Test
  void shouldListTheColumnsThatAreThereWhenOneIsMissing() throws Exception {
    Failure failure =
        failure(file("scores.csv", SCORES), Map.of("columns.required", "Score, Term"));
    assertThat(failure.code()).isEqualTo("CSV_MISSING_COLUMN");
    assertThat(failure.message()).contains("missing: Term.", "There are: Student ID, Date, Score.");
  }

  @Test
  void shouldNotShowTheFirstLineOfAFileWithoutAHeader() throws Exception {
    Failure failure =
        failure(file("scores.csv", "Ana,17,410\n"), Map.of("columns.required", "Score"));
    assertThat(failure.code()).isEqualTo("CSV_NO_ROWS");
    failure = failure(file("scores.csv", "Ana,17\nBen,18\n"), Map.of("columns.required", "Score"));
    assertThat(failure.message()).contains("may be no header").doesNotContain("Ana");
  }

  @ParameterizedTest
  @CsvSource({
    "'a,b\n', CSV_NO_ROWS",
    "'', CSV_NO_HEADER",
    "'a,b\n1,2\n3', CSV_CUT_SHORT",
    "'a,b\n1,2\n3,\"x', CSV_BAD_QUOTES",
    "'a,a\n1,2\n', CSV_DUPLICATE_COLUMN"
  })
  void shouldRefuseADamagedFile(String text, String code) throws Exception {
    assertThat(failure(file("x.csv", text), Map.of()))
        .returns(code, Failure::code)
        .returns(Kind.CONTENT, Failure::kind);
  }

  @ParameterizedTest
  @CsvSource({
    "%PDF-1.7, FILE_IS_REPORT, a PDF document",
    "<html><body>Sign in, FILE_IS_REPORT, a web page",
    "{\"error\": 1}, FILE_IS_OTHER, JSON"
  })
  void shouldSayWhatAFileIsThatIsNoTable(String bytes, String code, String what) throws Exception {
    assertThat(failure(file("x.csv", bytes), Map.of()))
        .returns(code, Failure::code)
        .returns(Kind.CONTENT, Failure::kind)
        .extracting(Failure::message)
        .asString()
        .startsWith("Reading x.csv: it is " + what);
  }

  /** Written by versions that did not keep the size of a file. */
  @Test
  void shouldUnderstandACursorOfBefore() throws Exception {
    file("in/a.csv", SCORES, "2026-11-23T02:00:00Z");
    SourceAdapter source = source(folder.resolve("in"), Map.of());
    String position = source.poll(Cursor.START).next().position();
    Cursor before = new Cursor(position.substring(0, position.lastIndexOf(':')));
    assertThat(source(folder.resolve("in"), Map.of()).poll(before).isEmpty()).isTrue();
  }

  @Test
  void shouldNameTheLineThatIsNotInTheCharset() throws Exception {
    Path file = folder.resolve("latin.csv");
    Files.write(file, "Name\nAna\nJosé\n".getBytes(ISO_8859_1));
    Failure failure = failure(file, Map.of());
    assertThat(failure.code()).isEqualTo("CSV_NOT_TEXT");
    assertThat(failure.message()).contains("latin.csv", "line 3", "UTF-8");
  }

  @ParameterizedTest
  @CsvSource({
    "from.names, '*.{csv'",
    "delimiter, ::",
    "charset, klingon",
    "zone, Mars/Base",
    "date-format, 'M/d/bogus{'"
  })
  void shouldTellTheOperatorAboutABadOption(String name, String value) throws Exception {
    Failure failure =
        failure(file("scores.csv", SCORES).getParent(), Map.of("occurred-at", "Date", name, value));
    assertThat(failure)
        .returns(Kind.CONFIGURATION, Failure::kind)
        .returns("CSV_BAD_OPTION", Failure::code);
    assertThat(failure.message()).contains(name);
  }

  private List<String> origins(SourceAdapter source) throws AdapterFailure {
    List<String> origins = new ArrayList<>();
    Batch next = source.poll(Cursor.START);
    while (!next.isEmpty()) {
      origins.add(next.origin());
      next = source.poll(next.next());
    }
    return origins;
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> kept = Files.list(folder.resolve("raw"))) {
      return kept.toList();
    }
  }

  private Failure failure(Path from, Map<String, Object> options) {
    AdapterFailure thrown =
        catchThrowableOfType(AdapterFailure.class, () -> source(from, options).poll(Cursor.START));
    assertThat(thrown).isNotNull();
    return thrown.failure();
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Path file(String name, String text, String changed) throws IOException {
    return Files.setLastModifiedTime(file(name, text), FileTime.from(Instant.parse(changed)));
  }

  private SourceAdapter source(Path from, Map<String, Object> options) {
    return Sources.source(from, folder.resolve("raw"), options);
  }

  private static List<SourceItem> items(Batch batch) {
    return Sources.items(batch);
  }

  private static Map<String, Value> row(String id, String date, String score) {
    Map<String, Value> row = new LinkedHashMap<>();
    row.put("Student ID", Value.text(id));
    row.put("Date", Value.text(date));
    row.put("Score", Value.text(score));
    return row;
  }
}
