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
   */
  record Assertion(RecordKey record, Map<String, Value> fields) {
    public Assertion {
      fields = Map.copyOf(fields);
    }
  }
}
