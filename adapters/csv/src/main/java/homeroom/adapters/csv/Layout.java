package homeroom.adapters.csv;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch.Coverage;
import homeroom.api.Settings;
import homeroom.api.contract.FileContract;
import homeroom.support.csv.CsvDialect;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the configuration says about the files.
 *
 * @param dialect where a contract says nothing else
 * @param required columns without which a file is refused
 * @param contracts of which each file must be of one; any file will do if there is none
 * @param time where a row says when it became true
 */
record Layout(
    String collection,
    CsvDialect dialect,
    List<String> required,
    List<FileContract> contracts,
    Coverage coverage,
    Optional<TimeColumn> time) {

  Layout {
    required = List.copyOf(required);
    contracts = List.copyOf(contracts);
  }

  static Layout of(Settings settings) throws AdapterFailure {
    Optional<TimeColumn> time = time(settings);
    return new Layout(
        settings.text("collection"),
        new CsvDialect(delimiter(settings.text("delimiter")), charset(settings.text("charset"))),
        settings.optionalText("columns.required").map(Layout::names).orElse(List.of()),
        settings.contracts("contracts"),
        settings.text("coverage").equals("complete") ? Coverage.COMPLETE : Coverage.PARTIAL,
        time);
  }

  private static Optional<TimeColumn> time(Settings settings) throws AdapterFailure {
    if (!settings.has("occurred-at")) {
      return Optional.empty();
    }
    return Optional.of(
        TimeColumn.of(
            settings.text("occurred-at"),
            settings.optionalText("date-format"),
            zone(settings.text("zone"))));
  }

  private static List<String> names(String list) {
    return Arrays.stream(list.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList();
  }

  static char delimiter(String text) throws AdapterFailure {
    String meant = text.equals("\\t") || text.equals("tab") ? "\t" : text;
    if (meant.length() != 1 || "\"\r\n".contains(meant)) {
      throw Faults.option(
          "delimiter", "is not one character", "Write one character, or \\t for a tab.");
    }
    return meant.charAt(0);
  }

  static Charset charset(String name) throws AdapterFailure {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw Faults.option(
          "charset", "is no character set", "Write for example UTF-8, windows-1252 or UTF-16.");
    }
  }

  private static ZoneId zone(String name) throws AdapterFailure {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw Faults.option("zone", "is no time zone", "Write for example America/New_York.");
    }
  }
}
