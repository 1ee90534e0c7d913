package homeroom.planning;

import homeroom.api.RecordKey;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import java.util.Map;
import java.util.Optional;

/** Turns a source's rows of one collection into what it asserts. A pure function, thread-safe. */
public interface SourceMapping {

  /** The collection whose rows it reads. */
  String collection();

  /** The entity that the rows are records of. */
  String entity();

  /** Whether rows may name their records by the system's own id alone. */
  default boolean namesByOwnId() {
    return false;
  }

  /**
   * What a row asserts; empty if {@code where:} does not select it.
   *
   * @throws MappingFailure if the row has no key, or a cell does not fit the field's type
   */
  Optional<Assertion> assertion(SourceItem.Row row) throws MappingFailure;

  /**
   * What a source says about a record.
   *
   * @param record which one
   * @param fields by canonical name; an absent field asserts nothing, null clears
   * @param ownId the system's own id of it, where the row has one
   * @param formerly the natural key that it had before, where the row has one
   */
  record Assertion(
      RecordKey record,
      Map<String, Value> fields,
      Optional<String> ownId,
      Optional<String> formerly) {

    /** Of a record by its natural key alone. */
    public Assertion(RecordKey record, Map<String, Value> fields) {
      this(record, fields, Optional.empty(), Optional.empty());
    }

    public Assertion {
      fields = Map.copyOf(fields);
    }

    /** The same, of a record whose former key is known already. */
    public Assertion withoutFormerKey() {
      return formerly.isEmpty() ? this : new Assertion(record, fields, ownId, Optional.empty());
    }
  }
}
