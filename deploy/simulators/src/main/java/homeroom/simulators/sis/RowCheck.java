package homeroom.simulators.sis;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Decides whether a row of a delta may come in, given what is held. */
final class RowCheck {

  private final Rules rules;
  private final Map<String, Sheet> sheets;

  RowCheck(Rules rules, Map<String, Sheet> sheets) {
    this.rules = rules;
    this.sheets = sheets;
  }

  /** What is wrong with the row; empty if nothing is. Names columns, never values. */
  Optional<String> problem(Map<String, String> row) {
    if (row.getOrDefault(Rules.ID, "").isBlank()) {
      return Optional.of("blank sourcedId");
    }
    if (!isMoment(row.getOrDefault(Rules.MODIFIED, ""))) {
      return Optional.of("dateLastModified is no time in UTC");
    }
    return switch (row.getOrDefault(Rules.STATUS, "")) {
      case "tobedeleted" -> Optional.empty();
      case "active" -> blank(row).or(() -> unknownWord(row)).or(() -> unknownParent(row));
      default -> Optional.of("status is neither active nor tobedeleted");
    };
  }

  private Optional<String> blank(Map<String, String> row) {
    return rules.columns().stream()
        .filter(rules.required()::contains)
        .filter(column -> row.getOrDefault(column, "").isBlank())
        .findFirst()
        .map(column -> "blank " + column);
  }

  private Optional<String> unknownWord(Map<String, String> row) {
    return rules.columns().stream()
        .filter(rules.words()::containsKey)
        .filter(column -> !allowed(rules.words().get(column), row.getOrDefault(column, "")))
        .findFirst()
        .map(column -> "unknown value in " + column);
  }

  private static boolean allowed(Set<String> words, String value) {
    return value.isEmpty() || words.contains(value);
  }

  private Optional<String> unknownParent(Map<String, String> row) {
    return rules.columns().stream()
        .filter(rules.references()::containsKey)
        .filter(column -> !ids(row.getOrDefault(column, "")).stream().allMatch(held(column)))
        .findFirst()
        .map(column -> "unknown record in " + column);
  }

  private Predicate<String> held(String column) {
    Sheet parents = sheets.get(rules.references().get(column));
    return id -> parents != null && parents.has(id);
  }

  private static List<String> ids(String cell) {
    return Arrays.stream(cell.split(",")).map(String::strip).filter(id -> !id.isEmpty()).toList();
  }

  private static boolean isMoment(String text) {
    try {
      Instant.parse(text);
      return text.endsWith("Z");
    } catch (DateTimeException e) {
      return false;
    }
  }
}
