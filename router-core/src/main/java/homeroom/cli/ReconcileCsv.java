package homeroom.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** A comparison as CSV: one line for each field that differs, and one for each other finding. */
final class ReconcileCsv {

  private static final List<String> COLUMNS =
      List.of(
          "system", "entity", "key", "verdict", "field", "should", "is", "decider", "known",
          "because", "place");

  private static final String FORMULA = "=+-@\t\r";

  private ReconcileCsv() {}

  static List<String> lines(ReconcileReport report) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(COLUMNS);
      report.findings().forEach(finding -> write(csv, report, finding));
    } catch (IOException memory) {
      throw new UncheckedIOException("writing to memory", memory);
    }
    return text.toString().lines().toList();
  }

  private static void write(CsvWriter csv, ReconcileReport report, Json finding) {
    List<Json> fields = finding.list("fields");
    if (fields.isEmpty()) {
      write(csv, report, finding, new Json(null));
    }
    fields.forEach(field -> write(csv, report, finding, field));
  }

  private static void write(CsvWriter csv, ReconcileReport report, Json finding, Json field) {
    csv.writeRecord(
        List.of(
            cell(report.header().text("system")),
            cell(finding.text("entity")),
            cell(finding.text("key")),
            cell(finding.text("verdict")),
            cell(field.text("name")),
            cell(field.text("should")),
            cell(field.text("is")),
            cell(field.text("decider")),
            cell(finding.text("note")),
            cell(finding.text("because")),
            cell(finding.text("place"))));
  }

  /** A spreadsheet must not take what a system wrote for a formula. */
  static String cell(String text) {
    String safe = Screen.safe(text);
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + safe : safe;
  }
}
