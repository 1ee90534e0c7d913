package homeroom.support.contract;

import homeroom.api.contract.Column;
import homeroom.api.contract.FileContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges the rows of one file by its contract. Says names of columns and rules, never a cell. Not
 * thread-safe.
 */
public final class RowCheck {

  private final FileContract contract;
  private final Survey.Places places;
  private final SeenTexts keys;
  private final Map<String, SeenTexts> values;

  RowCheck(
      FileContract contract, Survey.Places places, SeenTexts keys, Map<String, SeenTexts> values) {
    this.contract = contract;
    this.places = places;
    this.keys = keys;
    this.values = values;
  }

  /**
   * A rule that a row breaks.
   *
   * @param column at fault; empty when the whole row is
   * @param code of the rule
   * @param problem what is wrong, without a full stop
   */
  public record Breach(String column, String code, String problem) {}

  /** The first rule that a row breaks, column by column; empty if it keeps all. */
  public Optional<Breach> breach(List<String> cells) {
    return contract.columns().stream()
        .flatMap(column -> breach(column, places.raw(column.name(), cells)).stream())
        .findFirst()
        .or(() -> doubledKey(cells));
  }

  private Optional<Breach> breach(Column column, String cell) {
    if (cell.isBlank()) {
      return column.required()
          ? broken(column, "CONTRACT_BLANK", "the cell is blank and must not be")
          : Optional.empty();
    }
    if (!column.kind().fits(cell)) {
      return broken(column, "CONTRACT_TYPE", "the value is not " + column.kind().wording());
    }
    if (!column.allowed().isEmpty() && !column.allowed().contains(cell)) {
      return broken(
          column,
          "CONTRACT_NOT_ALLOWED",
          "the value is none of the " + column.allowed().size() + " that are allowed");
    }
    if (column.pattern().filter(pattern -> !pattern.matcher(cell).matches()).isPresent()) {
      return broken(column, "CONTRACT_PATTERN", "the value does not look as the pattern says");
    }
    return column
        .in()
        .filter(name -> !isThere(name, cell.strip()))
        .flatMap(
            name ->
                broken(
                    column, "CONTRACT_REFERENCE", "the value stands in no row's column " + name));
  }

  private boolean isThere(String column, String cell) {
    SeenTexts known = values.get(column);
    return known != null && known.contains(List.of(cell));
  }

  private Optional<Breach> doubledKey(List<String> cells) {
    return places
        .key(contract, cells)
        .filter(keys::isDoubled)
        .map(
            _ ->
                new Breach(
                    contract.key().getFirst(),
                    "CONTRACT_DOUBLE_KEY",
                    "another row of the file has the same " + String.join(", ", contract.key())));
  }

  private static Optional<Breach> broken(Column column, String code, String problem) {
    return Optional.of(new Breach(column.name(), code, problem));
  }
}
