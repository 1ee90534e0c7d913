package homeroom.planning;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments that come again, by the clock on the wall of a place. Immutable. */
public final class Recurring {

  private static final Pattern TIME_OF_DAY = Pattern.compile("([01]?\\d|2[0-3]):([0-5]\\d)");
  private static final CronParser CRON =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  /** No clock is put on or back by more at once. */
  private static final Duration SHIFT = Duration.ofHours(3);

  /** Any would do; this has a leap day. */
  private static final Instant SOME_YEAR = Instant.parse("2028-01-01T00:00:00Z");

  private static final int MOST_LOOKED_AT = 10_000;

  private final String text;
  private final ZoneId zone;
  private final ExecutionTime times;

  private Recurring(String text, ZoneId zone, ExecutionTime times) {
    this.text = text;
    this.zone = zone;
    this.times = times;
  }

  /**
   * Understands a time of day ({@code 06:00}) and the five fields of cron ({@code 0 6 * * 1-5}).
   *
   * @return empty if it is neither, or a day that never comes
   */
  public static Optional<Recurring> of(String text, ZoneId zone) {
    Matcher day = TIME_OF_DAY.matcher(text);
    String cron =
        day.matches()
            ? Integer.parseInt(day.group(2)) + " " + Integer.parseInt(day.group(1)) + " * * *"
            : text;
    try {
      return Optional.of(new Recurring(text, zone, ExecutionTime.forCron(CRON.parse(cron))))
          .filter(it -> it.next(Instant.EPOCH).isPresent());
    } catch (IllegalArgumentException neither) {
      return Optional.empty();
    }
  }

  /**
   * The first that is later. One in the hour that a day in spring does not have comes an hour
   * later, and one in the hour that a day in autumn has twice comes the first time.
   */
  public Optional<Instant> next(Instant after) {
    Optional<ZonedDateTime> wall = times.nextExecution(wall(after).minus(SHIFT));
    while (wall.isPresent() && !instant(wall.get()).isAfter(after)) {
      wall = times.nextExecution(wall.get());
    }
    return wall.map(this::instant);
  }

  /** The last that is not later. */
  public Optional<Instant> last(Instant until) {
    Optional<ZonedDateTime> wall = times.lastExecution(wall(until).plus(SHIFT));
    while (wall.isPresent() && instant(wall.get()).isAfter(until)) {
      wall = times.lastExecution(wall.get());
    }
    return wall.map(this::instant);
  }

  /**
   * The longest time between one and the next within a year, looked for among the first ten
   * thousand of it.
   */
  public Duration longestGap() {
    Instant end = SOME_YEAR.plus(Duration.ofDays(366));
    Duration longest = Duration.ZERO;
    Optional<Instant> last = next(SOME_YEAR);
    for (int i = 0; i < MOST_LOOKED_AT && last.filter(end::isAfter).isPresent(); i++) {
      Optional<Instant> next = next(last.get());
      if (next.isPresent()) {
        Duration gap = Duration.between(last.get(), next.get());
        longest = gap.compareTo(longest) > 0 ? gap : longest;
      }
      last = next;
    }
    return longest;
  }

  /** What the clock on the wall shows, as if it were never put on or back. */
  private ZonedDateTime wall(Instant at) {
    return at.atZone(zone).toLocalDateTime().atZone(ZoneOffset.UTC);
  }

  private Instant instant(ZonedDateTime wall) {
    return wall.toLocalDateTime().atZone(zone).toInstant();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Recurring it && text.equals(it.text) && zone.equals(it.zone);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text, zone);
  }

  /** As it was written, with its zone. */
  @Override
  public String toString() {
    return text + " " + zone;
  }
}
