package homeroom.config;

import homeroom.config.yaml.Key;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import java.time.Duration;
import java.util.Optional;

/** {@code needs:} of a consumer. */
record NeedsConfig(Optional<Located<Duration>> fresherThan) {

  static final NeedsConfig NONE = new NeedsConfig(Optional.empty());

  private static final Key<Optional<Located<Duration>>> FRESHER_THAN =
      Key.optional(
          "fresher-than", Shapes.DURATION.located(), "how old the data may be that it is told");

  static final Shape<NeedsConfig> SHAPE =
      ObjectShape.of(
          "a mapping such as { fresher-than: 26h }",
          values -> new NeedsConfig(values.get(FRESHER_THAN)),
          FRESHER_THAN);
}
