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
  private static final Pattern ANY_DAY_OF_ANY_MONTH = Pattern.compile("\\S+ +\\S+ +\\* +\\* +\\S+");
  private static final CronParser CRON =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  /** No clock is put on or back by more at once. */
  private static final Duration SHIFT = Duration.ofHours(3);

  private static final Instant SOME_MONDAY = Instant.parse("2028-01-03T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final int DAYS_OF_TWO_WEEKS = 14;
  private static final int DAYS_OF_A_YEAR = 366;

  private final String text;
  private final ZoneId zone;
  private final ExecutionTime times;
  private final boolean onDaysOfTheWeekOnly;

  private Recurring(String text, String cron, ZoneId zone, ExecutionTime times) {
    this.text = text;
    onDaysOfTheWeekOnly = ANY_DAY_OF_ANY_MONTH.matcher(cron).matches();
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
      return Optional.of(new Recurring(text, cron, zone, ExecutionTime.forCron(CRON.parse(cron))))
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
   * The longest time between one and the next, but for an hour in a night in which clocks are put
   * back.
   */
  public Duration longestGap() {
    Duration longest = Duration.ZERO;
    Optional<Instant> first = next(SOME_MONDAY);
    Optional<Instant> end = first.map(it -> it.plus(DAY));
    for (Optional<Instant> at = first;
        at.isPresent() && at.get().isBefore(end.get());
        at = next(at.get())) {
      longest = longer(longest, gapAt(at.get()));
    }
    // Whatever is longer than a day is met when one looks once a day.
    int days = onDaysOfTheWeekOnly ? DAYS_OF_TWO_WEEKS : DAYS_OF_A_YEAR;
    for (int day = 1; day <= days; day++) {
      longest = longer(longest, gapAt(SOME_MONDAY.plus(DAY.multipliedBy(day))));
    }
    return longest;
  }

  private Duration gapAt(Instant time) {
    Optional<Instant> last = last(time);
    Optional<Instant> next = next(time);
    return last.isPresent() && next.isPresent()
        ? Duration.between(last.get(), next.get())
        : Duration.ZERO;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
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
