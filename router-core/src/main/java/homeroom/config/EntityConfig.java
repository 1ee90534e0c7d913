package homeroom.config;

import homeroom.authority.Authority;
import homeroom.authority.Comparison;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldType;
import homeroom.authority.Refusals;
import homeroom.authority.Resolution;
import homeroom.config.mapping.Circumstance;
import homeroom.config.mapping.Scope;
import homeroom.config.yaml.Key;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.Named;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code entities/….yaml}. */
record EntityConfig(
    Place place,
    String entity,
    Optional<String> title,
    Located<String> key,
    Optional<Privacy> privacy,
    Optional<List<AuthorityConfig>> authority,
    Optional<List<AuthorityConfig>> existence,
    Optional<RefusalConfig> refused,
    Named<FieldConfig> fields) {

  private static final Key<Located<String>> ENTITY =
      Key.required("entity", Names.WORD.located(), "the entity's name");
  private static final Key<Optional<String>> TITLE =
      Key.optional("title", Shapes.TEXT, "the entity's name for people");
  private static final Key<Located<String>> KEY =
      Key.required("key", Shapes.TEXT.located(), "what people call its natural key");
  private static final Key<Optional<Privacy>> PRIVACY =
      Key.optional(
          "privacy", Shapes.choice(Privacy.class), "what holds for fields that say nothing");
  private static final Key<Optional<List<AuthorityConfig>>> AUTHORITY =
      Key.optional(
          "authority", AuthorityConfig.SHAPE, "who may decide the fields that say nothing");
  private static final Key<List<AuthorityConfig>> EXISTENCE_AUTHORITY =
      Key.required("authority", AuthorityConfig.SHAPE, "who decides whether a record exists");
  private static final Key<Optional<List<AuthorityConfig>>> EXISTENCE =
      Key.optional(
          "existence",
          ObjectShape.of(
              "a mapping such as { authority: sis }",
              values -> values.get(EXISTENCE_AUTHORITY),
              EXISTENCE_AUTHORITY),
          "who decides whether a record exists");
  private static final Key<Optional<RefusalConfig>> REFUSED =
      Key.optional(
          "refused", RefusalConfig.SHAPE, "what is done about values of those who may not decide");
  private static final Key<Named<FieldConfig>> FIELDS =
      Key.required(
          "fields", Shapes.named("a mapping of fields", FieldConfig.SHAPE), "what is known of it");

  static final Shape<EntityConfig> SHAPE =
      ObjectShape.of(
          "a mapping with entity, key and fields",
          values ->
              new EntityConfig(
                  values.get(ENTITY).place(),
                  values.get(ENTITY).value(),
                  values.get(TITLE),
                  values.get(KEY),
                  values.get(PRIVACY),
                  values.get(AUTHORITY),
                  values.get(EXISTENCE),
                  values.get(REFUSED),
                  values.get(FIELDS)),
          ENTITY,
          TITLE,
          KEY,
          PRIVACY,
          AUTHORITY,
          EXISTENCE,
          REFUSED,
          FIELDS);

  EntityRules compile(Compilation compilation) {
    Names.checkFields(fields, compilation.problems());
    Names.checkField(key.value(), key.place(), compilation.problems());
    if (fields.contains(key.value())) {
      compilation
          .problems()
          .error(key.place(), "there is a field of the same name", "Rename one of them");
    }
    Map<String, FieldRules> rules = new LinkedHashMap<>();
    rules.put(FieldRules.EXISTS, existenceRules(compilation));
    fields
        .sound()
        .forEach(e -> rules.put(e.getKey(), rules(e.getKey(), e.getValue(), compilation)));
    Map<String, FieldConfig> sound = new LinkedHashMap<>();
    fields.sound().forEach(e -> sound.put(e.getKey(), e.getValue()));
    GroupCheck.check(sound, rules, compilation.problems());
    return new EntityRules(entity, rules);
  }

  private FieldRules existenceRules(Compilation compilation) {
    Optional<List<AuthorityConfig>> entries = existence.or(() -> authority);
    if (entries.isEmpty()) {
      compilation
          .problems()
          .error(
              place,
              "nobody may decide whether a record exists",
              "Write authority: for the whole entity, or existence: { authority: … }");
    }
    return new FieldRules(
        FieldRules.EXISTS,
        FieldType.FLAG,
        Optional.empty(),
        Comparison.EXACT,
        compile(entries.orElse(List.of()), compilation),
        Resolution.RANK,
        refused.map(config -> config.compile(compilation)).orElse(Refusals.REVERT),
        Optional.empty(),
        Optional.empty());
  }

  private FieldRules rules(String name, FieldConfig field, Compilation compilation) {
    field.check(compilation);
    Optional<List<AuthorityConfig>> entries = field.authority().or(() -> authority);
    if (entries.isEmpty()) {
      compilation
          .problems()
          .error(
              field.place(),
              "nobody may decide this field",
              "Write authority: here or for the whole entity");
    }
    return new FieldRules(
        name,
        field.fieldType(),
        field.to().map(Located::value),
        field.compare().map(Located::value).orElse(Comparison.EXACT),
        compile(entries.orElse(List.of()), compilation),
        field.rule().compile(compilation),
        field
            .refused()
            .or(() -> refused)
            .map(config -> config.compile(compilation))
            .orElse(Refusals.REVERT),
        field.group(),
        Optional.of(field.breaker()));
  }

  private List<Authority> compile(List<AuthorityConfig> entries, Compilation compilation) {
    Expressions expressions = new Expressions(circumstances(), compilation);
    return entries.stream().map(entry -> entry.compile(expressions)).toList();
  }

  /** What a condition on a right to decide may speak of. */
  private Scope circumstances() {
    Map<String, Optional<FieldType>> names = new HashMap<>();
    names.put(Circumstance.EVENT + "system", Optional.of(FieldType.TEXT));
    fields
        .items()
        .forEach(
            item -> {
              Optional<FieldType> type = item.value().map(FieldConfig::fieldType);
              names.put(item.name(), type);
              names.put(Circumstance.EVENT + item.name(), type);
            });
    return new Scope(names, false, Set.of(), "a field of " + entity + ", nor event. and one");
  }

  EntityDescription describe() {
    Map<String, EntityDescription.Field> described = new LinkedHashMap<>();
    fields.sound().forEach(e -> described.put(e.getKey(), describe(e.getKey(), e.getValue())));
    return new EntityDescription(entity, title.orElse(entity), key.value(), described);
  }

  private EntityDescription.Field describe(String name, FieldConfig field) {
    return new EntityDescription.Field(
        field.title().orElse(name),
        field.fieldType(),
        field.to().map(Located::value),
        field.privacy().or(() -> privacy).orElse(Privacy.DIRECT),
        field.reported());
  }
}
