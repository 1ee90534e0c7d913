package homeroom.app.cases;

import homeroom.config.yaml.Key;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import homeroom.config.yaml.YamlNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A case as it is written; whether the names in it stand for anything is not looked at yet. */
record CaseConfig(
    Located<String> name,
    Located<String> record,
    Optional<Instant> at,
    List<Located<String>> notInStep,
    List<StepConfig> given,
    List<StepConfig> when,
    Optional<ThenConfig> then) {

  /** One step: the time, and a key such as {@code lms says}. */
  record StepConfig(Place place, Optional<Located<Instant>> at, YamlNode.Mapping rest) {
    private static final Key<Optional<Located<Instant>>> AT =
        Key.optional("at", Shapes.MOMENT.located(), "when it happens");

    private static final Shape<StepConfig> SHAPE =
        ObjectShape.of(
                "a step such as { lms says: { familyName: Okafor } }",
                values -> new StepConfig(values.place(), values.get(AT), values.rest()),
                AT)
            .open();
  }

  private static final Key<Located<String>> NAME =
      Key.required("name", Shapes.TEXT.located(), "what the case shows, in a sentence");
  private static final Key<Located<String>> RECORD =
      Key.required("record", Shapes.TEXT.located(), "the record, for example student/1000231");
  private static final Key<Optional<Instant>> AT =
      Key.optional("at", Shapes.MOMENT, "when the first step happens");
  private static final Key<List<Located<String>>> NOT_IN_STEP =
      Key.withDefault(
          "not-in-step",
          Sound.all(Shapes.TEXT.located()),
          List.of(),
          "systems that do not answer what given sends them");
  private static final Key<List<StepConfig>> GIVEN =
      Key.withDefault("given", Sound.all(StepConfig.SHAPE), List.of(), "what was before");
  private static final Key<List<StepConfig>> WHEN =
      Key.required("when", Sound.all(StepConfig.SHAPE), "what happens, step by step");
  private static final Key<Optional<ThenConfig>> THEN =
      Key.required("then", Sound.one(ThenConfig.SHAPE), "what must follow");

  private static final Shape<CaseConfig> ONE =
      ObjectShape.of(
          "a case with name, record, when and then",
          values ->
              new CaseConfig(
                  values.get(NAME),
                  values.get(RECORD),
                  values.get(AT),
                  values.get(NOT_IN_STEP),
                  values.get(GIVEN),
                  values.get(WHEN),
                  values.get(THEN)),
          NAME,
          RECORD,
          AT,
          NOT_IN_STEP,
          GIVEN,
          WHEN,
          THEN);

  /** All cases of a file. */
  static final Shape<List<CaseConfig>> SHAPE = Sound.all(ONE);
}
