package homeroom.config;

import homeroom.config.yaml.Key;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;

/** {@code feed:} of a consumer. */
record FeedConfig(Located<String> source) {

  private static final Key<Located<String>> AT_BOUNDARIES_OF =
      Key.required(
          "at-boundaries-of", Shapes.TEXT.located(), "the source whose data must be complete");

  static final Shape<FeedConfig> SHAPE =
      ObjectShape.of(
          "a mapping such as { at-boundaries-of: sis }",
          values -> new FeedConfig(values.get(AT_BOUNDARIES_OF)),
          AT_BOUNDARIES_OF);

  void check(String system, Compilation compilation) {
    compilation.requireSystem(source.value(), source.place());
    boolean noSource =
        compilation.systems().get(source.value()).filter(named -> !named.isSource()).isPresent();
    if (noSource) {
      compilation
          .problems()
          .error(
              source.place(),
              source.value() + " is no source, its data never becomes complete",
              "Name the source by whose exports " + system + " is to be told");
    }
    boolean neverAsked =
        compilation
            .systems()
            .get(source.value())
            .flatMap(SystemConfig::source)
            .filter(named -> named.isNeverAsked(compilation))
            .isPresent();
    if (neverAsked) {
      compilation
          .problems()
          .error(
              source.place(),
              source.value() + " only posts single things, its data never becomes complete",
              "Name a source that is asked for what it has");
    }
    if (source.value().equals(system)) {
      compilation
          .problems()
          .error(source.place(), "a system cannot wait for its own data", "Name another source");
    }
  }
}
