package homeroom.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints what a system held on first contact, as tables for people or as rows. */
final class OnboardingReport {

  /** A column of a table, and the kinds that are counted in it. */
  private record Column(String heading, boolean always, List<String> kinds) {
    static Column always(String heading, String kind) {
      return new Column(heading, true, List.of(kind));
    }

    static Column ifAny(String heading, String... kinds) {
      return new Column(heading, false, List.of(kinds));
    }

    boolean counts(Json count) {
      return kinds.contains(count.text("kind"));
    }

    long sum(List<Json> counts) {
      return counts.stream().filter(this::counts).mapToLong(it -> it.number("records")).sum();
    }
  }

  private static final List<Column> RECORDS =
      List.of(
          Column.always("equal", "EQUAL"),
          Column.always("different", "DIFFERENT"),
          Column.always("missing", "MISSING"),
          Column.always("extra", "EXTRA"),
          Column.ifAny("refused", "REFUSED"),
          Column.ifAny("deleted on one side", "WON", "LOST", "KEPT"),
          Column.ifAny("found equal", "FOUND_EQUAL"),
          Column.ifAny("overwritten", "OVERWRITTEN"),
          Column.ifAny("handed over", "HANDED_OVER"));

  private static final List<Column> FIELDS =
      List.of(
          Column.always("equal", "EQUAL"),
          Column.always("won", "WON"),
          Column.always("put right", "LOST"),
          Column.ifAny("kept", "KEPT"),
          Column.ifAny("added", "ADDED"),
          Column.ifAny("refused", "REFUSED"));

  private static final Map<String, String> TO_LOOK_AT = toLookAt();

  private static Map<String, String> toLookAt() {
    Map<String, String> hints = new LinkedHashMap<>();
    hints.put(
        "REFUSED",
        "refused: only %s has it, and may not give it to the hub; both stay as they are.");
    hints.put(
        "KEPT",
        "kept: %s holds something else, may not decide it and is not told of it; both stay as they"
            + " are.");
    hints.put(
        "OVERWRITTEN",
        "overwritten: %s was told before it had spoken of these, and held something else that the"
            + " hub never saw.");
    return hints;
  }

  private final Json answer;
  private final Screen screen;
  private final List<Json> ofRecords;
  private final List<Json> ofFields;

  OnboardingReport(Json answer, Screen screen) {
    this.answer = answer;
    this.screen = screen;
    Map<Boolean, List<Json>> counts =
        answer.list("counts").stream()
            .collect(Collectors.partitioningBy(it -> it.optional("field").isPresent()));
    ofRecords = counts.getOrDefault(false, List.of());
    ofFields = counts.getOrDefault(true, List.of());
  }

  void print() {
    String system = answer.text("system");
    if (answer.list("counts").isEmpty()) {
      screen.line("No first contact with " + system + " in that time.");
      return;
    }
    screen.heading(
        system
            + ", "
            + answer.text("title")
            + ": first contact from "
            + Screen.time(answer.text("began"))
            + " to "
            + Screen.time(answer.text("last")));
    show(table(RECORDS, ofRecords, "entity"));
    show(table(FIELDS, ofFields, "entity", "field"));
    show(examples());
    hints(system);
  }

  private void show(Table table) {
    if (!table.isEmpty()) {
      screen.blank();
      screen.print(table);
    }
  }

  private static Table table(List<Column> all, List<Json> counts, String... names) {
    List<Column> columns =
        all.stream().filter(it -> it.always() || counts.stream().anyMatch(it::counts)).toList();
    Table table =
        new Table(
            Stream.concat(Stream.of(names), columns.stream().map(Column::heading))
                .toArray(String[]::new));
    rows(counts, names)
        .forEach(
            (row, counted) -> {
              List<Object> cells = new ArrayList<>(row);
              columns.forEach(column -> cells.add(column.sum(counted)));
              table.row(cells.toArray());
            });
    return table;
  }

  /** The counts by what stands in front of a row, in the answer's order. */
  private static Map<List<String>, List<Json>> rows(List<Json> counts, String... names) {
    return counts.stream()
        .collect(
            Collectors.groupingBy(
                count -> Stream.of(names).map(count::text).toList(),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  /** Of all that is not simply equal. */
  private Table examples() {
    Table table = new Table("for example", "entity", "field", "records");
    examples(RECORDS, ofRecords, table);
    examples(FIELDS, ofFields, table);
    return table;
  }

  private static void examples(List<Column> columns, List<Json> counts, Table table) {
    for (Json count : counts) {
      for (Column column : columns) {
        boolean named = !count.list("examples").isEmpty() && !column.heading().endsWith("equal");
        if (named && column.counts(count)) {
          table.row(column.heading(), count.text("entity"), count.text("field"), records(count));
        }
      }
    }
  }

  private static String records(Json count) {
    return String.join(" ", count.list("examples").stream().map(Records::name).toList());
  }

  private void hints(String system) {
    List<String> hints =
        TO_LOOK_AT.entrySet().stream()
            .filter(
                hint ->
                    answer.list("counts").stream()
                        .anyMatch(count -> count.text("kind").equals(hint.getKey())))
            .map(hint -> hint.getValue().formatted(system))
            .toList();
    if (!hints.isEmpty()) {
      screen.blank();
      hints.forEach(screen::line);
    }
  }

  void printCsv() {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord("system", "entity", "field", "kind", "records", "first", "last", "examples");
      for (Json count : answer.list("counts")) {
        csv.writeRecord(
            answer.text("system"),
            count.text("entity"),
            count.text("field"),
            count.text("kind"),
            count.text("records"),
            count.text("first"),
            count.text("last"),
            records(count));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    text.toString().lines().forEach(screen::line);
  }
}
