package homeroom.config.mapping;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.planning.MappingFailure;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How the natural key is read out of a row: its parts, joined by colons.
 *
 * @param entity the entity
 * @param parts none of which may be blank
 */
public record SourceKey(String entity, List<Part> parts) {

  /**
   * One part of a natural key.
   *
   * @param extract where it comes from
   * @param table what replaces it
   * @param pattern how it is written if it is a day, which becomes {@code 2026-08-15} in the key
   */
  public record Part(Extract extract, Optional<Table> table, Optional<String> pattern) {

    private String of(Inputs row) throws MappingFailure {
      Value value = extract.assertedBy(row, "key");
      Value replaced =
          value != null && table.isPresent() ? table.get().replace(value, "key") : value;
      String text = replaced == null || replaced.isNull() ? "" : replaced.toString().strip();
      if (text.isEmpty()) {
        throw new MappingFailure(
            "MAPPING_KEY", origin(), "the row has no key: " + origin() + " is blank");
      }
      return pattern.isPresent() ? day(text, pattern.get()) : text;
    }

    private String day(String text, String written) throws MappingFailure {
      return Days.of(written)
          .read(text)
          .map(LocalDate::toString)
          .orElseThrow(
              () ->
                  new MappingFailure(
                      "MAPPING_TYPE",
                      origin(),
                      "mapping the key: what " + origin() + " holds is no day like " + written));
    }

    private String origin() {
      return String.join(", ", extract.inputs().stream().sorted().toList());
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
