package homeroom.config.mapping;

import homeroom.api.RecordKey;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.planning.MappingFailure;
import homeroom.planning.SourceMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A source mapping as the configuration describes it. */
public final class RowMapping implements SourceMapping {

  private final String collection;
  private final Optional<Condition> where;
  private final SourceKey key;
  private final OtherKeys others;
  private final List<SourceField> fields;

  /** Rows that name their records by the natural key alone. */
  public RowMapping(
      String collection, Optional<Condition> where, SourceKey key, List<SourceField> fields) {
    this(collection, where, key, OtherKeys.NONE, fields);
  }

  /**
   * @param key without parts where rows name their records by own ids alone
   */
  public RowMapping(
      String collection,
      Optional<Condition> where,
      SourceKey key,
      OtherKeys others,
      List<SourceField> fields) {
    this.collection = collection;
    this.where = where;
    this.key = key;
    this.others = others;
    this.fields = List.copyOf(fields);
  }

  @Override
  public String collection() {
    return collection;
  }

  @Override
  public String entity() {
    return key.entity();
  }

  @Override
  public Optional<Assertion> assertion(SourceItem.Row row) throws MappingFailure {
    Inputs columns = row.columns()::get;
    if (where.isPresent() && !where.get().holds(columns)) {
      return Optional.empty();
    }
    Optional<String> ownId = others.ownIdOf(columns);
    RecordKey record = record(columns, ownId);
    return Optional.of(
        new Assertion(record, fields(columns), ownId, others.formerKeyOf(columns, record)));
  }

  /** Its natural key, or else its own id. */
  private RecordKey record(Inputs columns, Optional<String> ownId) throws MappingFailure {
    Optional<RecordKey> natural =
        ownId.isPresent() ? key.ifAny(columns) : Optional.of(natural(columns));
    return natural.orElseGet(() -> others.named(key.entity(), ownId.orElseThrow()));
  }

  private RecordKey natural(Inputs columns) throws MappingFailure {
    if (key.parts().isEmpty()) {
      throw new MappingFailure("MAPPING_KEY", "own-id", "the row has no own id: it is blank");
    }
    return key.of(columns);
  }

  @Override
  public boolean namesByOwnId() {
    return others.ownId().isPresent();
  }

  private Map<String, Value> fields(Inputs columns) throws MappingFailure {
    Map<String, Value> asserted = HashMap.newHashMap(fields.size());
    for (SourceField field : fields) {
      Value value = field.of(columns);
      if (value != null) {
        asserted.put(field.name(), value);
      }
    }
    return asserted;
  }
}
