package homeroom.config.mapping;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.planning.MappingFailure;
import homeroom.planning.OwnIds;
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

    /** What stands in the row; empty if it is blank. */
    Optional<String> ifAny(Inputs row) throws MappingFailure {
      String text = text(row);
      return text.isEmpty() ? Optional.empty() : Optional.of(written(text));
    }

    private String of(Inputs row) throws MappingFailure {
      String text = text(row);
      if (text.isEmpty()) {
        throw new MappingFailure(
            "MAPPING_KEY", origin(), "the row has no key: " + origin() + " is blank");
      }
      return written(text);
    }

    private String text(Inputs row) throws MappingFailure {
      Value value = extract.assertedBy(row, "key");
      Value replaced =
          value != null && table.isPresent() ? table.get().replace(value, "key") : value;
      return replaced == null || replaced.isNull() ? "" : replaced.toString().strip();
    }

    private String written(String text) throws MappingFailure {
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

  /** The key; empty if one of its parts is blank. */
  Optional<RecordKey> ifAny(Inputs row) throws MappingFailure {
    for (Part part : parts) {
      if (part.ifAny(row).isEmpty()) {
        return Optional.empty();
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(of(row));
  }

  RecordKey of(Inputs row) throws MappingFailure {
    RecordKey key = joined(row);
    if (OwnIds.isOne(key)) {
      throw new MappingFailure(
          "MAPPING_KEY",
          parts.getFirst().origin(),
          "the key begins with " + OwnIds.MARK + ", which marks systems' own ids");
    }
    return key;
  }

  private RecordKey joined(Inputs row) throws MappingFailure {
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
