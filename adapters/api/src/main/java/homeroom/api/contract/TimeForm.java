package homeroom.api.contract;

import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * How a day or a time is written. What the calendar does not have, such as 30 February, is none.
 *
 * @param what which of them
 * @param pattern as written in the configuration; ISO 8601 where it is empty
 */
public record TimeForm(What what, Optional<String> pattern, DateTimeFormatter formatter) {

  /** What is written. */
  public enum What {
    DATE("a day"),
    TIME("a time of day"),
    TIMESTAMP("a day with a time");

    private final String wording;

    What(String wording) {
      this.wording = wording;
    }
  }

  /** ISO 8601; between day and time may be a blank. */
  public static TimeForm iso(What what) {
    DateTimeFormatter formatter =
        switch (what) {
          case DATE -> DateTimeFormatter.ISO_LOCAL_DATE;
          case TIME -> DateTimeFormatter.ISO_LOCAL_TIME;
          case TIMESTAMP ->
              new DateTimeFormatterBuilder()
                  .append(DateTimeFormatter.ISO_LOCAL_DATE)
                  .appendPattern("['T'][ ]")
                  .append(DateTimeFormatter.ISO_LOCAL_TIME)
                  .optionalStart()
                  .appendOffsetId()
                  .toFormatter(Locale.ROOT);
        };
    return new TimeForm(what, Optional.empty(), formatter);
  }

  /**
   * As {@link DateTimeFormatter} describes it: {@code M/d/yyyy}. Names of months are English.
   *
   * @throws IllegalArgumentException if it is no pattern, or not one of this
   */
  public static TimeForm of(What what, String pattern) {
    DateTimeFormatter formatter =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern(pattern)
            .parseDefaulting(ChronoField.ERA, 1)
            .toFormatter(Locale.US);
    TimeForm form = new TimeForm(what, Optional.of(pattern), formatter);
    if (!form.readsItself()) {
      throw new IllegalArgumentException("the pattern does not say all of " + what.wording);
    }
    return form;
  }

  public TimeForm {
    formatter = formatter.withResolverStyle(ResolverStyle.STRICT);
  }

  boolean fits(String cell) {
    try {
      TemporalAccessor read = formatter.parse(cell);
      return switch (what) {
        case DATE -> read.isSupported(ChronoField.EPOCH_DAY);
        case TIME -> read.isSupported(ChronoField.NANO_OF_DAY);
        case TIMESTAMP ->
            read.isSupported(ChronoField.EPOCH_DAY) && read.isSupported(ChronoField.NANO_OF_DAY);
      };
    } catch (DateTimeException e) {
      return false;
    }
  }

  String wording() {
    return what.wording + pattern.map(" like "::concat).orElse(" as ISO 8601 writes it");
  }

  /** What the pattern itself writes of some moment must be one. */
  private boolean readsItself() {
    try {
      return fits(
          formatter.format(
              java.time.ZonedDateTime.of(2024, 2, 29, 13, 5, 7, 0, java.time.ZoneOffset.UTC)));
    } catch (DateTimeException e) {
      return false;
    }
  }
}
