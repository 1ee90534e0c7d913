package homeroom.config.mapping;

import homeroom.api.Value;
import homeroom.authority.FieldType;
import homeroom.planning.MappingFailure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How one field is read out of a row. */
public final class SourceField {

  private final String name;
  private final Extract extract;
  private final Optional<Table> table;
  private final Blank blank;
  private final Cells cells;
  private final String place;

  /**
   * @param name the field's
   * @param type the field's
   * @param extract where the value comes from
   * @param table what replaces it
   * @param blank what a blank cell says
   * @param pattern how a day or time is written; ISO 8601 when empty
   * @param place in the configuration, for messages
   * @throws IllegalArgumentException if the pattern is none
   */
  public SourceField(
      String name,
      FieldType type,
      Extract extract,
      Optional<Table> table,
      Blank blank,
      Optional<String> pattern,
      String place) {
    this.name = name;
    this.extract = extract;
    this.table = table;
    this.blank = blank;
    this.cells = new Cells(type, pattern.map(Days::of).orElse(Days.ISO));
    this.place = place;
  }

  /** Whether a constant can stand in a field of a type. */
  public static boolean fits(Value constant, FieldType type) {
    return constant.isNull() || new Cells(type, Days.ISO).convert(constant).isPresent();
  }

  /** Whether this is a way to write a day or time. */
  public static boolean isPattern(String pattern) {
    try {
      Days.of(pattern);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  String name() {
    return name;
  }

  /** What a row says about the field; null if it says nothing. */
  @Nullable Value of(Inputs row) throws MappingFailure {
    Value raw = extract.assertedBy(row, name);
    if (raw == null || (raw.isNull() && blank == Blank.ABSENT)) {
      return null;
    }
    return isBlank(raw) ? blank(raw) : convert(replaced(raw));
  }

  private boolean isBlank(Value value) {
    return value instanceof Value.Text(var text)
        && text.isBlank()
        && table.filter(listing -> listing.lists(text)).isEmpty();
  }

  private @Nullable Value blank(Value raw) {
    return switch (blank) {
      case CLEARS -> Value.NULL;
      case ABSENT -> null;
      case EMPTY -> raw;
    };
  }

  private Value replaced(Value raw) throws MappingFailure {
    if (table.isEmpty()) {
      return raw;
    }
    boolean each = cells.type() == FieldType.ITEMS;
    return table.get().replace(each ? convert(raw) : raw, name);
  }

  private Value convert(Value value) throws MappingFailure {
    Optional<Value> converted = cells.convert(value);
    if (converted.isEmpty()) {
      throw new MappingFailure("MAPPING_TYPE", origin(), message());
    }
    return converted.get();
  }

  private String message() {
    return "mapping "
        + name
        + " ("
        + place
        + "): what "
        + origin()
        + " holds is no "
        + cells.type().name().toLowerCase(Locale.ROOT);
  }

  private String origin() {
    List<String> inputs = extract.inputs().stream().sorted().toList();
    return inputs.isEmpty() ? name : String.join(", ", inputs);
  }
}
