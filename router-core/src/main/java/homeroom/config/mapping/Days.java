package homeroom.config.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads days and times in one form; what a calendar does not have, such as 30 February, is none.
 */
final class Days {

  /** ISO 8601: {@code 2026-08-15}, {@code 2026-08-15T06:00:00Z}. */
  static final Days ISO = new Days(Optional.empty());

  private static final int KNOWN_PATTERNS = 200;
  private static final Map<String, Days> KNOWN = new ConcurrentHashMap<>();

  private final Optional<DateTimeFormatter> formatter;

  private Days(Optional<DateTimeFormatter> formatter) {
    this.formatter = formatter;
  }

  /**
   * A form as in {@link DateTimeFormatter}: {@code M/d/yyyy}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Days of(String pattern) {
    Days known = KNOWN.get(pattern);
    if (known != null) {
      return known;
    }
    Days days = new Days(Optional.of(formatter(pattern)));
    if (KNOWN.size() < KNOWN_PATTERNS) {
      KNOWN.put(pattern, days);
    }
    return days;
  }

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(withoutEra(pattern), Locale.US)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /** People write yyyy; being strict about the calendar needs uuuu, or an era. */
  private static String withoutEra(String pattern) {
    StringBuilder result = new StringBuilder(pattern);
    boolean quoted = false;
    for (int i = 0; i < result.length(); i++) {
      quoted ^= result.charAt(i) == '\'';
      if (!quoted && result.charAt(i) == 'y') {
        result.setCharAt(i, 'u');
      }
    }
    return result.toString();
  }

  /** The day in a text, which may go on with a time of day. */
  Optional<LocalDate> read(String text) {
    try {
      return Optional.of(formatter.isPresent() ? formatted(text) : iso(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static LocalDate iso(String text) {
    return LocalDate.parse(text.length() > 10 && text.charAt(10) == 'T' ? dayOf(text) : text);
  }

  /** The day of a time that must be one as a whole. */
  private static String dayOf(String text) {
    moment(DateTimeFormatter.ISO_DATE_TIME.parse(text));
    return text.substring(0, 10);
  }

  private LocalDate formatted(String text) {
    return LocalDate.from(formatter.orElseThrow().parse(text));
  }

  /** The point in time in a text; without an offset it is UTC, without a time of day midnight. */
  Optional<Instant> readMoment(String text) {
    try {
      return Optional.of(
          formatter.isPresent() ? moment(formatter.get().parse(text)) : isoMoment(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant isoMoment(String text) {
    return text.indexOf('T') < 0
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : moment(DateTimeFormatter.ISO_DATE_TIME.parse(text));
  }

  private static Instant moment(TemporalAccessor parsed) {
    ZoneId zone = parsed.query(TemporalQueries.zone());
    if (zone != null && parsed.query(TemporalQueries.offset()) != null) {
      return OffsetDateTime.from(parsed).toInstant();
    }
    LocalTime time = parsed.query(TemporalQueries.localTime());
    LocalDate day = LocalDate.from(parsed);
    LocalDateTime local = day.atTime(time == null ? LocalTime.MIDNIGHT : time);
    return local.atZone(zone == null ? ZoneOffset.UTC : zone).toInstant();
  }
}
