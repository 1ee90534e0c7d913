package homeroom.simulators.sis;

import homeroom.simulators.history.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes delta packages in, in the order of their names. A package of the wrong form is refused
 * whole; a row that cannot be taken is refused alone. Not thread-safe.
 */
final class Importer {

  private final Map<String, Sheet> sheets;
  private final History history = new History();
  private final List<String> problems = new ArrayList<>();
  private long requests;
  private long bytes;
  private long applied;
  private long unchanged;
  private long duplicates;

  Importer(Map<String, Sheet> sheets) {
    this.sheets = sheets;
  }

  History history() {
    return history;
  }

  Stats stats() {
    return new Stats(requests, bytes, applied, unchanged, problems.size(), duplicates, problems);
  }

  /** Imports what lies in the folder. */
  int importAll(Path folder, String now) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    List<Path> packages = packages(folder);
    for (Path file : packages) {
      requests++;
      bytes += Files.size(file);
      Optional<String> problem = take(file, now);
      problem.ifPresent(what -> problems.add(file.getFileName() + ": " + what));
      move(file, folder.resolve(problem.isPresent() ? "rejected" : "processed"));
    }
    return packages.size();
  }

  private static List<Path> packages(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[^.].*\\.zip"))
          .sorted()
          .toList();
    }
  }

  private static void move(Path file, Path target) throws IOException {
    Files.createDirectories(target);
    Files.move(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }

  private Optional<String> take(Path file, String now) {
    RosterPackage delta;
    try {
      delta = RosterPackage.read(file);
    } catch (IOException | RuntimeException e) {
      return Optional.of("not a package of CSV files");
    }
    Optional<String> problem = new FormCheck(delta).problem();
    if (problem.isEmpty()) {
      for (String name : Rules.files()) {
        List<List<String>> table = delta.files().get(name);
        if (table != null) {
          takeRows(file.getFileName() + ", " + name, name, table, now);
        }
      }
    }
    return problem;
  }

  private void takeRows(String place, String file, List<List<String>> table, String now) {
    Sheet sheet = sheets.computeIfAbsent(file, _ -> new Sheet(List.of(table.getFirst())));
    RowCheck check = new RowCheck(Rules.of(file).orElseThrow(), sheets);
    Optional<Seats> seats =
        file.equals("enrollments.csv") ? Optional.of(new Seats(sheet)) : Optional.empty();
    for (int i = 1; i < table.size(); i++) {
      Map<String, String> row = row(table.getFirst(), table.get(i));
      Optional<String> problem = check.problem(row);
      if (problem.isPresent()) {
        problems.add(place + ", line " + (i + 1) + ": " + problem.get());
      } else {
        count(takeRow(file, sheet, row, seats, now));
      }
    }
  }

  private boolean takeRow(
      String file, Sheet sheet, Map<String, String> row, Optional<Seats> seats, String now) {
    String id = row.getOrDefault(Rules.ID, "");
    Optional<Map<String, String>> before = sheet.get(id);
    before.ifPresent(held -> seats.ifPresent(all -> all.leave(held)));
    if (row.getOrDefault(Rules.STATUS, "").equals("tobedeleted")) {
      return sheet.remove(id);
    }
    if (before.isEmpty() && seats.isPresent() && seats.get().takenByAnother(row)) {
      duplicates++;
    }
    seats.ifPresent(all -> all.take(row));
    history.note(file, id, before.orElse(Map.of()), values(row));
    return sheet.put(id, values(row), now);
  }

  private void count(boolean difference) {
    if (difference) {
      applied++;
    } else {
      unchanged++;
    }
  }

  /** A delta never carries passwords; that the cell is blank does not mean that there is none. */
  private static Map<String, String> values(Map<String, String> row) {
    Map<String, String> values = new LinkedHashMap<>(row);
    values.remove(Rules.STATUS);
    values.remove(Rules.MODIFIED);
    if (row.getOrDefault("password", "").isEmpty()) {
      values.remove("password");
    }
    return values;
  }

  private static Map<String, String> row(List<String> header, List<String> cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      row.put(header.get(i), cells.get(i));
    }
    return row;
  }
}
