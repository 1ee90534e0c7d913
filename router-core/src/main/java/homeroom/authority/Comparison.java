package homeroom.authority;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import homeroom.api.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** When two values of a field count as the same. */
public enum Comparison {
  /** The same characters. */
  EXACT,
  /** White space at both ends does not count. */
  TRIM,
  /** Neither case nor white space at both ends counts. */
  IGNORE_CASE,
  /** The same telephone number, however it is written; a country that only one names is right. */
  PHONE,
  /** The same day; of a point in time the day in UTC. */
  DATE,
  /** The same number, however many zeros it is written with. */
  NUMBER,
  /** The order and repetition of items do not count. */
  SET;

  private static final List<DateTimeFormatter> DAYS =
      List.of(
          DateTimeFormatter.ISO_LOCAL_DATE,
          DateTimeFormatter.BASIC_ISO_DATE,
          DateTimeFormatter.ofPattern("M/d/uuuu", Locale.ROOT));

  /** Whether the two count as the same. */
  public boolean same(Value one, Value other) {
    if (one.equals(other)) {
      return true;
    }
    return switch (this) {
      case EXACT -> false;
      case TRIM -> texts(one, other) && text(one).strip().equals(text(other).strip());
      case IGNORE_CASE ->
          texts(one, other) && text(one).strip().equalsIgnoreCase(text(other).strip());
      case PHONE -> texts(one, other) && samePhone(text(one), text(other));
      case DATE -> both(day(one), day(other));
      case NUMBER -> both(number(one), number(other));
      case SET ->
          one instanceof Value.Items(var a)
              && other instanceof Value.Items(var b)
              && new HashSet<>(a).equals(new HashSet<>(b));
    };
  }

  private static boolean texts(Value one, Value other) {
    return one instanceof Value.Text && other instanceof Value.Text;
  }

  private static String text(Value value) {
    return ((Value.Text) value).text();
  }

  private static boolean samePhone(String one, String other) {
    return switch (PhoneNumberUtil.getInstance().isNumberMatch(one, other)) {
      case EXACT_MATCH, NSN_MATCH -> true;
      case NO_MATCH, NOT_A_NUMBER, SHORT_NSN_MATCH -> false;
    };
  }

  private static <T> boolean both(Optional<T> one, Optional<T> other) {
    return one.isPresent() && one.equals(other);
  }

  private static Optional<LocalDate> day(Value value) {
    return switch (value) {
      case Value.Day(var day) -> Optional.of(day);
      case Value.Moment(var instant) -> Optional.of(LocalDate.ofInstant(instant, ZoneOffset.UTC));
      case Value.Text(var text) -> day(text.strip());
      case Value.Null n -> Optional.empty();
      case Value.Flag f -> Optional.empty();
      case Value.Whole w -> Optional.empty();
      case Value.Decimal d -> Optional.empty();
      case Value.Items i -> Optional.empty();
    };
  }

  private static Optional<LocalDate> day(String text) {
    for (DateTimeFormatter format : DAYS) {
      try {
        return Optional.of(LocalDate.parse(text, format));
      } catch (DateTimeException another) {
        continue;
      }
    }
    return Optional.empty();
  }

  private static Optional<BigDecimal> number(Value value) {
    try {
      return switch (value) {
        case Value.Whole(var number) ->
            Optional.of(BigDecimal.valueOf(number).stripTrailingZeros());
        case Value.Decimal(var number) -> Optional.of(number.stripTrailingZeros());
        case Value.Text(var text) -> Optional.of(new BigDecimal(text.strip()).stripTrailingZeros());
        case Value.Null n -> Optional.empty();
        case Value.Flag f -> Optional.empty();
        case Value.Day d -> Optional.empty();
        case Value.Moment m -> Optional.empty();
        case Value.Items i -> Optional.empty();
      };
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }
}
