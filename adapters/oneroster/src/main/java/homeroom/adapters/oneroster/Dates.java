package homeroom.adapters.oneroster;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the dates that are in real packages as far as they have one meaning. {@code 1/05/2023} has
 * two and is not read.
 */
final class Dates {

  private static final Pattern YEAR = Pattern.compile("(\\d{4})");

  /** {@code 2026-2027} or {@code 2026-27}: the specification's year is the one that ends it. */
  private static final Pattern SPAN = Pattern.compile("(\\d{4})\\s*[-/]\\s*(\\d{4}|\\d{2})");

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private Dates() {}

  /** {@code 2026-08-15}, also of a cell that holds a time as well. */
  static Optional<String> day(String cell) {
    String text = cell.strip();
    if (DAY.matcher(text).matches()) {
      return parse(text, LocalDate::parse).map(LocalDate::toString);
    }
    return local(text).map(time -> time.toLocalDate().toString());
  }

  /** The point in time; a day alone is its beginning in UTC, a time without zone is UTC. */
  static Optional<Instant> moment(String cell) {
    String text = cell.strip();
    if (DAY.matcher(text).matches()) {
      return parse(text, LocalDate::parse).map(day -> day.atStartOfDay().toInstant(ZoneOffset.UTC));
    }
    return parse(text.replace(' ', 'T'), OffsetDateTime::parse)
        .map(OffsetDateTime::toInstant)
        .or(() -> local(text).map(time -> time.toInstant(ZoneOffset.UTC)));
  }

  /** Whether a cell is written as the specification says. */
  static boolean isMoment(String cell) {
    return cell.endsWith("Z") && parse(cell, Instant::parse).isPresent();
  }

  /** {@code 2027}. */
  static Optional<String> year(String cell) {
    String text = cell.strip();
    if (YEAR.matcher(text).matches()) {
      return Optional.of(text);
    }
    Matcher span = SPAN.matcher(text);
    return span.matches()
        ? ending(Integer.parseInt(span.group(1)), span.group(2))
        : Optional.empty();
  }

  private static Optional<String> ending(int begins, String second) {
    int ends = begins + 1;
    boolean follows = Integer.toString(ends).endsWith(second);
    return follows ? Optional.of(Integer.toString(ends)) : Optional.empty();
  }

  private static Optional<LocalDateTime> local(String text) {
    String iso = text.replace(' ', 'T');
    return parse(iso, LocalDateTime::parse)
        .or(() -> parse(iso, OffsetDateTime::parse).map(OffsetDateTime::toLocalDateTime));
  }

  private static <T> Optional<T> parse(String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
