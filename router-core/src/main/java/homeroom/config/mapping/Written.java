package homeroom.config.mapping;

import homeroom.api.Value;
import homeroom.authority.FieldType;
import java.util.Optional;

/** Values as people write them, outside of any file. */
public final class Written {

  private Written() {}

  /** The value; empty if the text does not fit the type. */
  public static Optional<Value> value(FieldType type, String text) {
    return new Cells(type, Days.ISO).convert(Value.text(text));
  }
}
