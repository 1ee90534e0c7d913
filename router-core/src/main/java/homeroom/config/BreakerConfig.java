package homeroom.config;

import homeroom.authority.Breaker;
import homeroom.config.yaml.Key;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import java.time.Duration;

/** {@code breaker:} of a field. */
final class BreakerConfig {

  private static final int TURNS = 6;
  private static final Duration WITHIN = Duration.ofMinutes(10);

  /** What holds when nothing is written: more than people do by hand, less than a loop does. */
  static final Breaker DEFAULT = new Breaker(TURNS, WITHIN);

  private static final Key<Integer> HOW_OFTEN =
      Key.withDefault(
          "turns", Shapes.whole(2, 1000), TURNS, "so many times back to what was before");
  private static final Key<Duration> HOW_LONG =
      Key.withDefault("within", Shapes.DURATION, WITHIN, "the time in which they count");

  static final Shape<Breaker> SHAPE =
      ObjectShape.of(
          "a mapping such as { turns: 6, within: 10m }",
          values -> new Breaker(values.get(HOW_OFTEN), values.get(HOW_LONG)),
          HOW_OFTEN,
          HOW_LONG);

  private BreakerConfig() {}
}
