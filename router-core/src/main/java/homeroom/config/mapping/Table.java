package homeroom.config.mapping;

import homeroom.api.Value;
import homeroom.planning.MappingFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces texts by others.
 *
 * @param name of its file, for messages
 * @param entries what stands for what
 * @param otherwise what an unlisted text becomes; such a text fails the mapping when empty
 */
public record Table(String name, Map<String, String> entries, Optional<Value> otherwise) {

  public Table {
    entries = Map.copyOf(entries);
  }

  boolean lists(String text) {
    return entries.containsKey(text);
  }

  /** What a value becomes; each item of a list on its own. */
  Value replace(Value value, String field) throws MappingFailure {
    return switch (value) {
      case Value.Null n -> value;
      case Value.Items(var items) -> Value.items(replaceAll(items, field));
      default -> replace(value.toString(), field);
    };
  }

  private List<String> replaceAll(List<String> items, String field) throws MappingFailure {
    List<String> replaced = new ArrayList<>(items.size());
    for (String item : items) {
      Value value = replace(item, field);
      if (!value.isNull()) {
        replaced.add(value.toString());
      }
    }
    return replaced;
  }

  private Value replace(String text, String field) throws MappingFailure {
    String listed = entries.get(text);
    if (listed != null) {
      return Value.text(listed);
    }
    return otherwise.orElseThrow(
        () ->
            new MappingFailure(
                "MAPPING_TABLE",
                field,
                "mapping "
                    + field
                    + ": the value is not in "
                    + name
                    + ". Add it there, or say what it becomes with otherwise:"));
  }
}
