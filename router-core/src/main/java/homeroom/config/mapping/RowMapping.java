package homeroom.config.mapping;

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
  private final List<SourceField> fields;

  public RowMapping(
      String collection, Optional<Condition> where, SourceKey key, List<SourceField> fields) {
    this.collection = collection;
    this.where = where;
    this.key = key;
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
    return Optional.of(new Assertion(key.of(columns), fields(columns)));
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
