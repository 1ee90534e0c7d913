package homeroom.config;

import homeroom.config.yaml.Key;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import java.time.Duration;

/** For how long something is kept that would grow for ever. */
final class Retention {

  /** As long as the log holds what may have to be read again. */
  private static final Duration SHORTEST = Duration.ofDays(35);

  /** More than a school year, so that one can be compared with the one before. */
  private static final Duration USUAL = Duration.ofDays(400);

  private static final Shape<Duration> SHAPE =
      Shapes.scalar(
          "a time of at least 35d, such as 400d",
          text -> Shapes.duration(text).filter(it -> it.compareTo(SHORTEST) >= 0));

  private Retention() {}

  static Key<Duration> key(String name, String meaning) {
    return Key.withDefault(name, SHAPE, USUAL, meaning);
  }
}
