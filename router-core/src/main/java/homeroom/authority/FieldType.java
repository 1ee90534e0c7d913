package homeroom.authority;

import homeroom.api.Value;

/** The type that a field's values have. */
public enum FieldType {
  TEXT,
  FLAG,
  WHOLE,
  DECIMAL,
  DAY,
  MOMENT,
  ITEMS,
  /** The natural key of a record of another entity, as a text. */
  REFERENCE;

  /** Whether a value may stand in a field of this type; null always may. */
  public boolean accepts(Value value) {
    return switch (value) {
      case Value.Null n -> true;
      case Value.Text t -> this == TEXT || this == REFERENCE;
      case Value.Flag f -> this == FLAG;
      case Value.Whole w -> this == WHOLE;
      case Value.Decimal d -> this == DECIMAL;
      case Value.Day d -> this == DAY;
      case Value.Moment m -> this == MOMENT;
      case Value.Items i -> this == ITEMS;
    };
  }
}
