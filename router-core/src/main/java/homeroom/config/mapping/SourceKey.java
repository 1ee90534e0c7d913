package homeroom.config.mapping;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.planning.MappingFailure;
import java.util.List;
import java.util.Optional;

/**
 * How the natural key is read out of a row: its parts, joined by colons.
 *
 * @param entity the entity
 * @param parts none of which may be blank
 */
public record SourceKey(String entity, List<Part> parts) {

  /** One part of a natural key. */
  public record Part(Extract extract, Optional<Table> table) {

    private String of(Inputs row) throws MappingFailure {
      Value value = extract.assertedBy(row, "key");
      Value replaced =
          value != null && table.isPresent() ? table.get().replace(value, "key") : value;
      String text = replaced == null || replaced.isNull() ? "" : replaced.toString().strip();
      if (text.isEmpty()) {
        String inputs = String.join(", ", extract.inputs().stream().sorted().toList());
        throw new MappingFailure("MAPPING_KEY", inputs, "the row has no key: " + inputs + " is blank");
      }
      return text;
    }
  }

  public SourceKey {
    parts = List.copyOf(parts);
  }

  RecordKey of(Inputs row) throws MappingFailure {
    if (parts.size() == 1) {
      return new RecordKey(entity, parts.getFirst().of(row));
    }
    StringBuilder key = new StringBuilder();
    for (Part part : parts) {
      key.append(key.isEmpty() ? "" : ":").append(part.of(row));
    }
    return new RecordKey(entity, key.toString());
  }
}
