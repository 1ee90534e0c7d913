package homeroom.config;

import homeroom.authority.Breaker;
import homeroom.authority.Comparison;
import homeroom.authority.FieldType;
import homeroom.config.yaml.Key;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A field of an entity. */
record FieldConfig(
    Place place,
    Located<FieldType> type,
    Optional<Located<String>> to,
    boolean optional,
    Optional<Privacy> privacy,
    Optional<List<AuthorityConfig>> authority,
    RuleTerms rule,
    Breaker breaker,
    Optional<RefusalConfig> refused,
    Optional<String> group,
    Optional<Located<Comparison>> compare,
    boolean reported,
    Optional<String> title) {

  /** The types as people write them. */
  static final Map<String, FieldType> TYPES =
      new TreeMap<>(
          Map.of(
              "string", FieldType.TEXT,
              "boolean", FieldType.FLAG,
              "integer", FieldType.WHOLE,
              "decimal", FieldType.DECIMAL,
              "date", FieldType.DAY,
              "datetime", FieldType.MOMENT,
              "list", FieldType.ITEMS,
              "reference", FieldType.REFERENCE));

  static final Shape<FieldType> TYPE_SHAPE = Shapes.choice(List.copyOf(TYPES.keySet()), TYPES::get);

  private static final Key<Optional<Located<FieldType>>> TYPE =
      Key.optional("type", TYPE_SHAPE.located(), "string when not written");
  private static final Key<Optional<Located<String>>> TO =
      Key.optional("to", Shapes.TEXT.located(), "the entity that a reference refers to");
  private static final Key<Boolean> OPTIONAL =
      Key.withDefault("optional", Shapes.FLAG, false, "whether it may stay empty");
  private static final Key<Optional<Privacy>> PRIVACY =
      Key.optional("privacy", Shapes.choice(Privacy.class), "how much it tells about a person");
  private static final Key<Optional<List<AuthorityConfig>>> AUTHORITY =
      Key.optional("authority", AuthorityConfig.SHAPE, "who may decide");
  private static final Key<Optional<Located<RuleConfig>>> RULE =
      Key.optional(
          "rule",
          RuleConfig.SHAPE,
          "rank, most-recent, unless-blank or manual, when both sides changed");
  private static final Key<Optional<Located<Duration>>> SKEW =
      Key.optional(
          "skew", Shapes.DURATION.located(), "how far clocks may be apart, for most-recent");
  private static final Key<Optional<Located<Duration>>> WITHIN =
      Key.optional("within", Shapes.DURATION.located(), "how long people have, for manual");
  private static final Key<Optional<Located<RuleConfig>>> OTHERWISE =
      Key.optional("otherwise", RuleConfig.SHAPE, "what decides when people did not, for manual");
  private static final Key<Breaker> BREAKER =
      Key.withDefault(
          "breaker",
          BreakerConfig.SHAPE,
          BreakerConfig.DEFAULT,
          "when the field is held because it keeps turning");
  private static final Key<Optional<RefusalConfig>> REFUSED =
      Key.optional(
          "refused", RefusalConfig.SHAPE, "what is done about values of those who may not decide");
  private static final Key<Optional<String>> GROUP =
      Key.optional("group", Names.WORD, "fields of one group are decided as one");
  private static final Key<Optional<Located<Comparison>>> COMPARE =
      Key.optional(
          "compare", Shapes.choice(Comparison.class).located(), "when two values are the same");
  private static final Key<Boolean> REPORT =
      Key.withDefault(
          "report",
          Shapes.choice(List.of("changes"), _ -> true),
          false,
          "changes: its before and after are in the reports of batches");
  private static final Key<Optional<String>> TITLE =
      Key.optional("title", Shapes.TEXT, "the field's name for people");
  private static final Key<Optional<String>> DOC =
      Key.optional("doc", Shapes.TEXT, "what the field means");

  private static final Shape<FieldConfig> FULL =
      ObjectShape.of(
          "a type, or a mapping such as { type: string, privacy: direct }",
          values ->
              new FieldConfig(
                  values.place(),
                  type(values.get(TYPE), values.get(TO), values.place()),
                  values.get(TO),
                  values.get(OPTIONAL),
                  values.get(PRIVACY),
                  values.get(AUTHORITY),
                  new RuleTerms(
                      values.place(),
                      values.get(RULE),
                      values.get(SKEW),
                      values.get(WITHIN),
                      values.get(OTHERWISE)),
                  values.get(BREAKER),
                  values.get(REFUSED),
                  values.get(GROUP),
                  values.get(COMPARE),
                  values.get(REPORT),
                  values.get(TITLE)),
          TYPE,
          TO,
          OPTIONAL,
          PRIVACY,
          AUTHORITY,
          RULE,
          SKEW,
          WITHIN,
          OTHERWISE,
          BREAKER,
          REFUSED,
          GROUP,
          COMPARE,
          REPORT,
          TITLE,
          DOC);

  /** A type alone, or a mapping. */
  static final Shape<FieldConfig> SHAPE =
      Shapes.either(TYPE_SHAPE.located().map(FieldConfig::bare), FULL);

  private static FieldConfig bare(Located<FieldType> type) {
    return new FieldConfig(
        type.place(),
        type,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        new RuleTerms(
            type.place(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
        BreakerConfig.DEFAULT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  private static Located<FieldType> type(
      Optional<Located<FieldType>> written, Optional<Located<String>> to, Place place) {
    return written.orElseGet(
        () -> new Located<>(to.isPresent() ? FieldType.REFERENCE : FieldType.TEXT, place));
  }

  FieldType fieldType() {
    return type.value();
  }

  /** Tells of what does not go together. */
  void check(Compilation compilation) {
    if (fieldType() == FieldType.REFERENCE && to.isEmpty()) {
      compilation
          .problems()
          .error(type.place(), "a reference to nothing", "Write to: and the entity's name");
    }
    to.filter(target -> fieldType() != FieldType.REFERENCE)
        .ifPresent(
            target ->
                compilation
                    .problems()
                    .error(target.place(), "only a reference has to:", "Write type: reference"));
    to.ifPresent(target -> compilation.requireEntity(target.value(), target.place()));
    compare.ifPresent(comparison -> checkCompare(comparison, compilation));
    rule.rule()
        .filter(chosen -> chosen.value() == RuleConfig.MANUAL && group.isPresent())
        .ifPresent(
            chosen ->
                compilation
                    .problems()
                    .error(
                        chosen.place(),
                        "the fields of a group are decided as one, people decide one at a time",
                        "Take the field out of its group, or choose another rule"));
  }

  private void checkCompare(Located<Comparison> comparison, Compilation compilation) {
    boolean fits =
        switch (comparison.value()) {
          case EXACT -> true;
          case TRIM, IGNORE_CASE ->
              fieldType() == FieldType.TEXT || fieldType() == FieldType.REFERENCE;
          case PHONE, NUMBER -> fieldType() == FieldType.TEXT;
          case DATE -> fieldType() == FieldType.TEXT || fieldType() == FieldType.MOMENT;
          case SET -> fieldType() == FieldType.ITEMS;
        };
    if (!fits) {
      compilation
          .problems()
          .error(
              comparison.place(),
              "fields of this type are not compared so",
              "trim, ignore-case, phone, number are for strings, date for strings and datetimes,"
                  + " set for lists");
    }
  }
}
