package homeroom.config;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads each table file once. One thread. */
final class Tables {

  private static final List<String> HEADER = List.of("from", "to");

  private final ConfigurationFiles files;
  private final Problems problems;
  private final Map<String, Optional<Map<String, String>>> read = new HashMap<>();
  private final Set<String> used = new HashSet<>();

  Tables(ConfigurationFiles files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  /** A table by its file's name; empty if it is not there or wrong, which has been told then. */
  Optional<Map<String, String>> get(String name, Place place) {
    if (files.files().get(name) == null) {
      problems.unknown(
          place, "there is no table " + name, name, files.in(ConfigurationFiles.TABLES).toList());
      return Optional.empty();
    }
    used.add(name);
    return read.computeIfAbsent(name, this::read);
  }

  /** Tells of tables that no mapping uses. */
  void warnOfUnused() {
    files
        .in(ConfigurationFiles.TABLES)
        .filter(name -> !used.contains(name))
        .forEach(
            name -> problems.warning(Place.start(name), "no mapping uses this table", "Delete it"));
  }

  private Optional<Map<String, String>> read(String name) {
    try {
      return entries(name, files.text(name).orElse(""));
    } catch (CharacterCodingException e) {
      problems.error(Place.start(name), "this is not UTF-8", "Save it as UTF-8");
    } catch (CsvParseException | IOException | UncheckedIOException e) {
      problems.error(Place.start(name), "this is no CSV", "Look at the quotes");
    }
    return Optional.empty();
  }

  private Optional<Map<String, String>> entries(String name, String text) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    boolean sound = true;
    boolean header = true;
    try (CsvReader<CsvRecord> reader = reader(text)) {
      for (CsvRecord row : reader) {
        Place place = new Place(name, Math.toIntExact(row.getStartingLineNumber()), 1, "");
        sound &= header ? header(row, place) : entry(row, place, entries);
        header = false;
      }
    }
    if (header) {
      problems.error(Place.start(name), "the table is empty", "Begin it with from,to");
    }
    return sound && !header ? Optional.of(entries) : Optional.empty();
  }

  /** Rows of the wrong length are told of with their line. */
  private static CsvReader<CsvRecord> reader(String text) {
    return CsvReader.builder()
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(text);
  }

  private boolean header(CsvRecord row, Place place) {
    if (row.getFields().equals(HEADER)) {
      return true;
    }
    problems.error(place, "a table has two columns", "Begin it with from,to");
    return false;
  }

  private boolean entry(CsvRecord row, Place place, Map<String, String> entries) {
    if (row.getFieldCount() != HEADER.size()) {
      problems.error(place, "a row has " + row.getFieldCount() + " cells", "Write two: from,to");
      return false;
    }
    if (entries.putIfAbsent(row.getField(0), row.getField(1)) != null) {
      problems.error(place, "what this row replaces is listed above already", "Keep one of them");
      return false;
    }
    return true;
  }
}
