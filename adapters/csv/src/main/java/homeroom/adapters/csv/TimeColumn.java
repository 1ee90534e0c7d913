package homeroom.adapters.csv;

import homeroom.api.AdapterFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * The column that says when a row became true. A day alone is its beginning.
 *
 * @param zone of what names none
 */
record TimeColumn(String name, DateTimeFormatter format, ZoneId zone) {

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][ ]")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT);

  static TimeColumn of(String name, Optional<String> pattern, ZoneId zone) throws AdapterFailure {
    try {
      return new TimeColumn(name, pattern.map(TimeColumn::formatter).orElse(ISO), zone);
    } catch (IllegalArgumentException e) {
      throw Faults.option(
          "date-format", "is no pattern of dates", "Write for example M/d/yyyy or M/d/yyyy H:mm.");
    }
  }

  /**
   * Reads a cell that is not blank.
   *
   * @return empty if it is not written as the format says
   */
  Optional<Instant> read(String cell) {
    try {
      return Optional.of(
          instant(
              format.parseBest(
                  cell.strip(), ZonedDateTime::from, LocalDateTime::from, LocalDate::from)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Instant instant(TemporalAccessor read) {
    if (read instanceof ZonedDateTime zoned) {
      return zoned.toInstant();
    }
    return read instanceof LocalDateTime local
        ? local.atZone(zone).toInstant()
        : LocalDate.from(read).atStartOfDay(zone).toInstant();
  }

  /** American month names, because the vendors are. */
  private static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.US);
  }
}
