package homeroom.config;

import homeroom.api.AdapterFactory;
import homeroom.api.Settings;
import homeroom.config.mapping.Condition;
import homeroom.config.mapping.OtherKeys;
import homeroom.config.mapping.RowMapping;
import homeroom.config.mapping.Scope;
import homeroom.config.mapping.SourceField;
import homeroom.config.mapping.SourceKey;
import homeroom.config.yaml.Key;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.Named;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import homeroom.config.yaml.YamlNode;
import homeroom.planning.SourceMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One of a source's {@code records:}. */
record SourceRecordConfig(
    Located<String> of,
    Optional<Located<String>> entity,
    Optional<YamlNode.Scalar> where,
    List<ValueConfig> key,
    Optional<ValueConfig> ownId,
    List<ValueConfig> formerly,
    Named<ValueConfig> fields) {

  private static final Key<Located<String>> OF =
      Key.required("of", Shapes.TEXT.located(), "the file or resource that it is read from");
  private static final Key<Optional<Located<String>>> ENTITY =
      Key.optional("entity", Shapes.TEXT.located(), "the entity, if it is not called the same");
  private static final Key<Optional<YamlNode.Scalar>> WHERE =
      Key.optional("where", Shapes.SCALAR, "which rows are taken");
  private static final Key<List<ValueConfig>> KEY =
      Key.withDefault(
          "key",
          Shapes.oneOrMany(ValueConfig.KEY_SHAPE),
          List.of(),
          "the column with the natural key");
  private static final Key<Optional<ValueConfig>> OWN_ID =
      Key.optional("own-id", ValueConfig.KEY_SHAPE, "the column with the system's own id");
  private static final Key<List<ValueConfig>> FORMERLY =
      Key.withDefault(
          "formerly",
          Shapes.oneOrMany(ValueConfig.KEY_SHAPE),
          List.of(),
          "the column with the natural key that the record had before");
  private static final Key<Named<ValueConfig>> FIELDS =
      Key.required(
          "fields",
          Shapes.named("a mapping of fields", ValueConfig.SOURCE_SHAPE),
          "which column is which field");

  static final Shape<SourceRecordConfig> SHAPE =
      ObjectShape.of(
          "a mapping with of, key and fields",
          values ->
              new SourceRecordConfig(
                  values.get(OF),
                  values.get(ENTITY),
                  values.get(WHERE),
                  values.get(KEY),
                  values.get(OWN_ID),
                  values.get(FORMERLY),
                  values.get(FIELDS)),
          OF,
          ENTITY,
          WHERE,
          KEY,
          OWN_ID,
          FORMERLY,
          FIELDS);

  String entityName(String recordName) {
    return entity.map(Located::value).orElse(recordName);
  }

  /** The mapping; what is wrong with it is among the problems. */
  Optional<SourceMapping> compile(
      String system,
      String recordName,
      Optional<AdapterFactory> adapter,
      Optional<Settings> settings,
      Compilation compilation) {
    String name = entityName(recordName);
    compilation.requireEntity(name, entity.map(Located::place).orElse(of.place()));
    Scope scope = ColumnScope.of(adapter, settings, of.value());
    Expressions expressions = new Expressions(scope, compilation);
    Expressions always =
        new Expressions(ColumnScope.ofAll(adapter, settings, of.value()), compilation);
    Optional<Condition> condition = where.flatMap(always::condition);
    List<SourceKey.Part> parts = parts(key, always);
    List<SourceKey.Part> former = parts(formerly, expressions);
    Optional<SourceKey.Part> own = ownId.flatMap(it -> it.compileKeyPart(always));
    if (key.isEmpty() && ownId.isEmpty()) {
      compilation
          .problems()
          .error(of.place(), "key: is missing", "Name the column with the natural key");
      return Optional.empty();
    }
    Optional<EntityConfig> known = compilation.entities().get(name);
    List<SourceField> mapped =
        known.map(entityConfig -> fields(entityConfig, expressions)).orElseGet(List::of);
    boolean unsound =
        parts.size() < key.size()
            || former.size() < formerly.size()
            || own.isPresent() != ownId.isPresent();
    return unsound || !Names.isWord(name)
        ? Optional.empty()
        : Optional.of(
            new RowMapping(
                of.value(),
                condition,
                new SourceKey(name, parts),
                new OtherKeys(system, own, former),
                mapped));
  }

  private static List<SourceKey.Part> parts(List<ValueConfig> key, Expressions expressions) {
    return key.stream().flatMap(part -> part.compileKeyPart(expressions).stream()).toList();
  }

  private List<SourceField> fields(EntityConfig entityConfig, Expressions expressions) {
    List<SourceField> compiled = new ArrayList<>();
    for (Named.Item<ValueConfig> item : fields.items()) {
      if (!entityConfig.fields().contains(item.name())) {
        expressions
            .problems()
            .unknown(
                item.place(),
                entityConfig.entity() + " has no field " + item.name(),
                item.name(),
                entityConfig.fields().names());
      }
      Optional<FieldConfig> field = entityConfig.fields().get(item.name());
      if (field.isPresent() && item.value().isPresent()) {
        item.value()
            .get()
            .compileSource(item.name(), field.get().fieldType(), expressions)
            .ifPresent(compiled::add);
      }
    }
    return compiled;
  }
}
