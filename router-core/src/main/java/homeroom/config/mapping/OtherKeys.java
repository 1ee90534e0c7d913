package homeroom.config.mapping;

import homeroom.api.RecordKey;
import homeroom.planning.MappingFailure;
import homeroom.planning.OwnIds;
import java.util.List;
import java.util.Optional;

/**
 * What a row says of a record's keys besides the natural key.
 *
 * @param system whose rows they are
 * @param ownId where the system's own id stands
 * @param formerly the parts of the natural key that the record had before
 */
public record OtherKeys(
    String system, Optional<SourceKey.Part> ownId, List<SourceKey.Part> formerly) {

  /** Rows that say nothing of other keys. */
  public static final OtherKeys NONE = new OtherKeys("", Optional.empty(), List.of());

  public OtherKeys {
    formerly = List.copyOf(formerly);
  }

  Optional<String> ownIdOf(Inputs row) throws MappingFailure {
    return ownId.isPresent() ? ownId.get().ifAny(row) : Optional.empty();
  }

  /** The record that the system has under an id of its own. */
  RecordKey named(String entity, String id) {
    return OwnIds.key(entity, system, id);
  }

  /** The former key; empty if the row names none, or the key that it has. */
  Optional<String> formerKeyOf(Inputs row, RecordKey now) throws MappingFailure {
    return formerly.isEmpty()
        ? Optional.empty()
        : new SourceKey(now.entity(), formerly)
            .ifAny(row)
            .map(RecordKey::key)
            .filter(key -> !key.equals(now.key()));
  }
}
