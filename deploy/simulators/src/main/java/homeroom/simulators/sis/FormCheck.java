package homeroom.simulators.sis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides whether a delta package has the form that the specification wants, to the letter. */
final class FormCheck {

  private final RosterPackage delta;

  FormCheck(RosterPackage delta) {
    this.delta = delta;
  }

  /** What is wrong with the package as a whole; empty if nothing is. */
  Optional<String> problem() {
    List<List<String>> manifest = delta.files().get(RosterPackage.MANIFEST);
    if (manifest == null || !manifest.getFirst().equals(List.of("propertyName", "value"))) {
      return Optional.of("no manifest.csv, or a wrong header in it");
    }
    Map<String, String> said = new HashMap<>();
    manifest.stream().filter(row -> row.size() == 2).forEach(r -> said.put(r.get(0), r.get(1)));
    if (!"1.1".equals(said.get("oneroster.version"))) {
      return Optional.of("not of OneRoster 1.1");
    }
    return delta.files().keySet().stream()
        .filter(file -> !file.equals(RosterPackage.MANIFEST))
        .flatMap(file -> problem(file, said).stream())
        .findFirst()
        .or(() -> missing(said));
  }

  private Optional<String> missing(Map<String, String> said) {
    return Rules.files().stream()
        .filter(file -> "delta".equals(said.get(property(file))))
        .filter(file -> !delta.files().containsKey(file))
        .findFirst()
        .map(file -> file + " is declared and not there");
  }

  private Optional<String> problem(String file, Map<String, String> said) {
    List<List<String>> table = delta.files().get(file);
    Optional<Rules> rules = Rules.of(file);
    if (rules.isEmpty()) {
      return Optional.of(file + " is not imported by this system");
    }
    if (!"delta".equals(said.get(property(file)))) {
      return Optional.of(file + " is not declared as delta");
    }
    if (table.size() < 2) {
      return Optional.of(file + " has no rows");
    }
    return header(file, table.getFirst(), rules.get().columns());
  }

  private static Optional<String> header(String file, List<String> header, List<String> columns) {
    boolean begins =
        header.size() >= columns.size()
            && header.subList(0, columns.size()).equals(columns)
            && header.stream().skip(columns.size()).allMatch(n -> n.startsWith("metadata."));
    return begins ? Optional.empty() : Optional.of(file + " has other columns than OneRoster 1.1");
  }

  private static String property(String file) {
    return "file." + file.substring(0, file.length() - ".csv".length());
  }
}
