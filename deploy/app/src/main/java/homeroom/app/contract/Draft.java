package homeroom.app.contract;

import homeroom.support.csv.CsvDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The YAML of a contract for files like one that was looked at.
 *
 * @param name the contract's
 * @param system whose file it is, if that was said
 * @param showsValues whether few values are shown of any column; else only where its name says that
 *     they are codes
 */
record Draft(
    String name,
    Optional<String> system,
    CsvDialect dialect,
    Evidence evidence,
    boolean showsValues) {

  String text() {
    return """
    # A draft from one file. Look at it, keep it as contracts/%1$s.yaml, and name that
    # under contracts: in systems/%2$s.yaml.
    contract: %1$s
    delimiter: %3$s
    charset: %4$s
    order: strict             # free: the columns may stand in any order
    other-columns: refused    # ignored: there may be further columns
    # key: [COLUMN]           # the columns that together name a row
    # rows: { at-least: %5$d, at-most: %6$d }    # this file has %7$d
    """
            .formatted(
                name,
                system.orElse("SYSTEM"),
                delimiter(),
                dialect.charset().name(),
                Math.max(1, evidence.rows() / 2),
                2 * evidence.rows(),
                evidence.rows())
        + ragged()
        + "columns:\n"
        + evidence.columns().stream().map(this::line).collect(Collectors.joining());
  }

  private String ragged() {
    return evidence.ragged() == 0
        ? ""
        : "# %d of them have another number of cells than there are columns, and are rejected.%n"
            .formatted(evidence.ragged());
  }

  private String delimiter() {
    return dialect.delimiter() == '\t' ? "tab" : Yaml.scalar(String.valueOf(dialect.delimiter()));
  }

  private String line(ColumnEvidence column) {
    List<DraftType> types = column.types();
    List<String> parts = new ArrayList<>();
    if (types.size() == 1) {
      parts.add("type: " + types.getFirst().word());
      parts.add(types.getFirst().more());
    } else {
      parts.add("type: string");
    }
    if (column.isRequired()) {
      parts.add("required: true");
    }
    if (types.isEmpty()) {
      column
          .fewValues()
          .filter(_ -> shows(column))
          .ifPresent(values -> parts.add("allowed: " + list(values)));
    }
    parts.removeIf(String::isEmpty);
    String value = "{ " + String.join(", ", parts) + " }";
    return "  " + Yaml.scalar(column.name()) + ": " + value + remark(column, types) + "\n";
  }

  private boolean shows(ColumnEvidence column) {
    return showsValues || column.isOfCodes();
  }

  private static String list(List<String> codes) {
    return codes.stream().map(Yaml::scalar).collect(Collectors.joining(", ", "[", "]"));
  }

  private String remark(ColumnEvidence column, List<DraftType> types) {
    if (column.isEmpty()) {
      return "    # never filled in this file";
    }
    if (types.size() > 1) {
      String word = types.getFirst().word();
      return "    # a "
          + word
          + " in more than one way: write type: "
          + word
          + " and "
          + types.stream()
              .map(type -> type.more().isEmpty() ? "no format" : type.more())
              .collect(Collectors.joining(" or "));
    }
    return types.isEmpty() && !shows(column)
        ? column
            .fewValues()
            .map(values -> "    # " + values.size() + " values; --show-values writes them")
            .orElse("")
        : "";
  }
}
