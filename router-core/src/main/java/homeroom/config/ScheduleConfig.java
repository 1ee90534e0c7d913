package homeroom.config;

import homeroom.config.yaml.Key;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import homeroom.planning.Recurring;
import homeroom.planning.Timetable;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** {@code schedule:}. */
record ScheduleConfig(
    Place place,
    Optional<Duration> every,
    Optional<Located<String>> cron,
    Optional<Located<String>> expectedBy,
    Optional<Duration> staleAfter,
    ZoneId zone) {

  private static final Key<Optional<Duration>> EVERY =
      Key.optional("every", Shapes.DURATION.substituted(), "how often the system is asked");
  private static final Key<Optional<Located<String>>> CRON =
      Key.optional("cron", Shapes.TEXT.located(), "when the system is asked");
  private static final Key<Optional<Located<String>>> EXPECTED_BY =
      Key.optional("expected-by", Shapes.TEXT.located(), "by when something new must have come");
  private static final Key<Optional<Duration>> STALE_AFTER =
      Key.optional("stale-after", Shapes.DURATION, "how old its data may get");
  private static final Key<ZoneId> ZONE =
      Key.withDefault("zone", GuardConfig.timeZone(), ZoneOffset.UTC, "whose clock that is");

  static final Shape<ScheduleConfig> SHAPE =
      ObjectShape.of(
          "a mapping such as { every: 10s }",
          values ->
              new ScheduleConfig(
                  values.place(),
                  values.get(EVERY),
                  values.get(CRON),
                  values.get(EXPECTED_BY),
                  values.get(STALE_AFTER),
                  values.get(ZONE)),
          EVERY,
          CRON,
          EXPECTED_BY,
          STALE_AFTER,
          ZONE);

  Timetable compile(Compilation compilation) {
    if (every.isPresent() && cron.isPresent()) {
      compilation
          .problems()
          .error(place, "both every: and cron: say when the system is asked", "Remove one of them");
    }
    return new Timetable(
        every,
        cron.flatMap(it -> recurring(it, compilation)),
        expectedBy.flatMap(it -> recurring(it, compilation)),
        staleAfter);
  }

  private Optional<Recurring> recurring(Located<String> text, Compilation compilation) {
    Optional<Recurring> times = Recurring.of(text.value(), zone);
    if (times.isEmpty()) {
      compilation
          .problems()
          .error(
              text.place(),
              "this is no time of day and no cron expression",
              "Write a time such as 06:00, or five fields such as 30 6 * * 1-5");
    }
    return times;
  }
}
