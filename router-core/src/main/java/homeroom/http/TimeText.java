package homeroom.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as people write them: {@code 2026-09-01}, {@code 2026-09-01T08:00}, {@code
 * 2026-09-01T08:00:00Z}, or how long ago: {@code 90s}, {@code 30m}, {@code 48h}, {@code 7d}.
 */
public final class TimeText {

  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

  private TimeText() {}

  /**
   * Reads a time.
   *
   * @param now what a time ago counts from
   * @param zone what a time without an offset means; a day begins at midnight there
   * @return empty if the text is no time
   */
  public static Optional<Instant> read(String text, Instant now, ZoneId zone) {
    try {
      Matcher ago = AGO.matcher(text);
      if (ago.matches()) {
        return Optional.of(now.minus(duration(ago)));
      }
      return Optional.of(calendar(text, zone));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Duration duration(Matcher ago) {
    long number = Long.parseLong(ago.group(1));
    return switch (ago.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static Instant calendar(String text, ZoneId zone) {
    if (text.length() == "2026-09-01".length()) {
      return LocalDate.parse(text).atStartOfDay(zone).toInstant();
    }
    boolean offset = text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > 10;
    return offset
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).atZone(zone).toInstant();
  }
}
