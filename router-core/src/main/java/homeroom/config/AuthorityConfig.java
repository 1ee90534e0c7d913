package homeroom.config;

import homeroom.authority.Authority;
import homeroom.config.mapping.Circumstance;
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

/** One entry of {@code authority:}, with the place of the system's name. */
record AuthorityConfig(
    String system,
    Optional<Instant> from,
    Optional<Instant> until,
    Optional<YamlNode.Scalar> when,
    Place place) {

  private static final Key<Located<String>> SYSTEM =
      Key.required("system", Shapes.TEXT.located(), "the system that may decide");
  private static final Key<Optional<Instant>> FROM =
      Key.optional("from", Shapes.MOMENT, "the first moment at which it may");
  private static final Key<Optional<Instant>> UNTIL =
      Key.optional("until", Shapes.MOMENT, "the first moment at which it no longer may");

  private static final Key<Optional<YamlNode.Scalar>> WHEN =
      Key.optional("when", Shapes.SCALAR, "what must hold besides, in CEL");

  private static final Shape<AuthorityConfig> BARE =
      Shapes.TEXT.located().map(system -> always(system));

  private static final Shape<AuthorityConfig> WINDOW =
      ObjectShape.of(
          "a system, or { system, from, until, when }",
          values ->
              new AuthorityConfig(
                  values.get(SYSTEM).value(),
                  values.get(FROM),
                  values.get(UNTIL),
                  values.get(WHEN),
                  values.get(SYSTEM).place()),
          SYSTEM,
          FROM,
          UNTIL,
          WHEN);

  /** A system, or a list of them, the highest rank first. */
  static final Shape<List<AuthorityConfig>> SHAPE = Shapes.oneOrMany(Shapes.either(BARE, WINDOW));

  private static AuthorityConfig always(Located<String> system) {
    return new AuthorityConfig(
        system.value(), Optional.empty(), Optional.empty(), Optional.empty(), system.place());
  }

  /**
   * @param expressions over the entity's fields
   */
  Authority compile(Expressions expressions) {
    Compilation compilation = expressions.compilation();
    compilation.requireSystem(system, place);
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      compilation
          .problems()
          .error(place, "the window ends before it begins", "until: is the first moment after it");
    }
    return new Authority(
        system,
        from,
        until,
        when.flatMap(expressions::condition)
            .map(condition -> new Circumstance(condition.expression())));
  }
}
