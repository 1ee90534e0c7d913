package homeroom.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What a field holds.
 *
 * <p>Absent, null and empty are three different things: a field that is <em>absent</em> from a map
 * of values asserts nothing, {@link Null} says that the field is cleared, and an empty {@link Text}
 * is a text of no characters.
 *
 * <p>Two values are equal exactly when the hub writes the same bytes for them. Looser comparisons
 * (case, white space) belong to a field's declared comparator.
 */
public sealed interface Value {

  /** The field is cleared. */
  Value NULL = new Null();

  /** The field is cleared; use {@link Value#NULL}. */
  record Null() implements Value {
    @Override
    public String toString() {
      return "null";
    }
  }

  /** A text, possibly of no characters; a reference is the natural key of what it refers to. */
  record Text(String text) implements Value {
    @Override
    public String toString() {
      return text;
    }
  }

  /** True or false. */
  record Flag(boolean flag) implements Value {
    @Override
    public String toString() {
      return Boolean.toString(flag);
    }
  }

  /** A whole number. */
  record Whole(long number) implements Value {
    @Override
    public String toString() {
      return Long.toString(number);
    }
  }

  /** A decimal number; trailing zeros carry no meaning and are dropped. */
  record Decimal(BigDecimal number) implements Value {
    public Decimal {
      number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    @Override
    public String toString() {
      return number.toPlainString();
    }
  }

  /** A calendar day without a time zone. */
  record Day(LocalDate day) implements Value {
    @Override
    public String toString() {
      return day.toString();
    }
  }

  /** A point in time, to the microsecond. */
  record Moment(Instant instant) implements Value {
    public Moment {
      instant = instant.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public String toString() {
      return instant.toString();
    }
  }

  /** A list of texts; whether its order matters is said by the field's comparator. */
  record Items(List<String> items) implements Value {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String toString() {
      return String.join(",", items);
    }
  }

  static Value text(String text) {
    return new Text(text);
  }

  static Value flag(boolean flag) {
    return new Flag(flag);
  }

  static Value whole(long number) {
    return new Whole(number);
  }

  static Value decimal(BigDecimal number) {
    return new Decimal(number);
  }

  static Value day(LocalDate day) {
    return new Day(day);
  }

  static Value moment(Instant instant) {
    return new Moment(instant);
  }

  static Value items(List<String> items) {
    return new Items(items);
  }

  /** Whether the field is cleared. */
  default boolean isNull() {
    return this instanceof Null;
  }
}
