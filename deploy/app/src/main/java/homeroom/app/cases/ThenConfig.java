package homeroom.app.cases;

import homeroom.authority.Refusal;
import homeroom.config.yaml.Key;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.Named;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import homeroom.config.yaml.YamlNode;
import homeroom.planning.Effect.Moved.Outcome;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What must follow, as it is written. */
record ThenConfig(
    Place place,
    Optional<YamlNode> golden,
    Named<RuledConfig> outcome,
    Optional<YamlNode> sent,
    Optional<YamlNode> waits,
    Optional<Located<Boolean>> nothingElse) {

  /** What must become of a field. */
  record RuledConfig(
      Place place,
      Outcome outcome,
      Optional<Located<String>> winner,
      Optional<String> rule,
      Optional<Refusal> refused) {

    /** These are told of deliveries, or of an event as a whole, and never of a field. */
    private static final Set<Outcome> OF_NO_FIELD =
        EnumSet.of(
            Outcome.DUPLICATE,
            Outcome.STALE,
            Outcome.SENT,
            Outcome.WAITING,
            Outcome.RELEASED,
            Outcome.DELIVERED,
            Outcome.HANDED_OVER,
            Outcome.REFUSED,
            Outcome.QUARANTINED);

    private static final Shape<Outcome> WORD =
        Shapes.choice(
            Arrays.stream(Outcome.values())
                .filter(outcome -> !OF_NO_FIELD.contains(outcome))
                .map(ThenConfig::word)
                .toList(),
            text -> Outcome.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_')));

    private static final Key<Outcome> IS = Key.required("is", WORD, "what becomes of the field");
    private static final Key<Optional<Located<String>>> WINNER =
        Key.optional("winner", Shapes.TEXT.located(), "the system whose value is true afterwards");
    private static final Key<Optional<String>> RULE =
        Key.optional("rule", Shapes.TEXT, "the rule as the hub words it, such as lms before sis");

    private static final Key<Optional<Refusal>> REFUSED =
        Key.optional("refused", Shapes.choice(Refusal.class), "what is done about the value");

    private static final Shape<RuledConfig> SHAPE =
        Shapes.either(
            WORD.located()
                .map(
                    word ->
                        new RuledConfig(
                            word.place(),
                            word.value(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())),
            ObjectShape.of(
                "an outcome such as accepted, or { is: conflict, winner: lms }",
                values ->
                    new RuledConfig(
                        values.place(),
                        values.get(IS),
                        values.get(WINNER),
                        values.get(RULE),
                        values.get(REFUSED)),
                IS,
                WINNER,
                RULE,
                REFUSED));
  }

  /** Anything; what it means depends on the record's entity. */
  private static final Shape<YamlNode> ANY = (node, reading) -> Optional.of(node);

  private static final Key<Optional<YamlNode>> GOLDEN =
      Key.optional("golden", ANY, "what is true afterwards");
  private static final Key<Named<RuledConfig>> OUTCOME =
      Key.withDefault(
          "outcome",
          Shapes.named("outcomes by field", RuledConfig.SHAPE),
          Named.none(),
          "what became of the fields that were said");
  private static final Key<Optional<YamlNode>> SENT =
      Key.optional("sent", ANY, "what is sent, by system");
  private static final Key<Optional<YamlNode>> WAITS =
      Key.optional("waits", ANY, "what must come first, by system");
  private static final Key<Optional<Located<Boolean>>> NOTHING_ELSE =
      Key.optional("nothing-else", Shapes.FLAG.located(), "whether all else stays as it is");

  static final Shape<ThenConfig> SHAPE =
      ObjectShape.of(
          "a mapping with golden, outcome, sent, waits or nothing-else",
          values ->
              new ThenConfig(
                  values.place(),
                  values.get(GOLDEN),
                  values.get(OUTCOME),
                  values.get(SENT),
                  values.get(WAITS),
                  values.get(NOTHING_ELSE)),
          GOLDEN,
          OUTCOME,
          SENT,
          WAITS,
          NOTHING_ELSE);

  /** An outcome as it is written in cases: {@code initial-mismatch}. */
  static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
