package homeroom.config.mapping;

import homeroom.api.Value;
import homeroom.authority.FieldType;
import homeroom.planning.MappingFailure;
import java.util.Optional;
import java.util.Set;

/**
 * How one field of a payload is made.
 *
 * @param name the payload's name for it
 * @param extract where the value comes from
 * @param table what replaces it
 * @param type what an expression's result is turned into
 */
public record PayloadField(
    String name, Extract extract, Optional<Table> table, Optional<FieldType> type) {

  /** The names that it depends on. */
  Set<String> inputs() {
    return extract.inputs();
  }

  /** The one name whose value it has as it is, if it is such a field. */
  Optional<String> column() {
    return extract instanceof Extract.Column(var column) && table.isEmpty() && type.isEmpty()
        ? Optional.of(column)
        : Optional.empty();
  }

  Value of(Inputs canonical) throws MappingFailure {
    Value value = extract.of(canonical, name);
    Value replaced = table.isPresent() ? table.get().replace(value, name) : value;
    return type.isPresent() ? convert(replaced, type.get()) : replaced;
  }

  private Value convert(Value value, FieldType wanted) throws MappingFailure {
    return new Cells(wanted, Days.ISO)
        .convert(value)
        .orElseThrow(
            () ->
                new MappingFailure(
                    "MAPPING_TYPE",
                    name,
                    "mapping " + name + ": the result does not fit its type"));
  }
}
