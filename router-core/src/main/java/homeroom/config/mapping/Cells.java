package homeroom.config.mapping;

import homeroom.api.Value;
import homeroom.authority.FieldType;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns what a source wrote into a value of a field's type.
 *
 * @param type the field's
 * @param days how days and times are written
 */
record Cells(FieldType type, Days days) {

  private static final int LONGEST_NUMBER = 60;

  /** The value; empty if the cell does not fit. */
  Optional<Value> convert(Value cell) {
    if (type.accepts(cell)) {
      return Optional.of(cell);
    }
    return switch (type) {
      case TEXT, REFERENCE -> Optional.of(Value.text(cell.toString()));
      case FLAG -> flag(cell.toString());
      case WHOLE -> number(cell).flatMap(Cells::whole);
      case DECIMAL -> number(cell).map(Value::decimal);
      case DAY -> day(cell);
      case MOMENT -> moment(cell);
      case ITEMS -> Optional.of(Value.items(items(cell.toString())));
    };
  }

  private static Optional<Value> flag(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y", "1" -> Optional.of(Value.flag(true));
      case "false", "no", "n", "0" -> Optional.of(Value.flag(false));
      default -> Optional.empty();
    };
  }

  private static Optional<BigDecimal> number(Value cell) {
    return switch (cell) {
      case Value.Text(var text) -> number(text.strip());
      case Value.Whole(var number) -> Optional.of(BigDecimal.valueOf(number));
      case Value.Decimal(var number) -> Optional.of(number);
      default -> Optional.empty();
    };
  }

  /** Plain digits only: an exponent can ask for a number of a thousand million digits. */
  private static Optional<BigDecimal> number(String text) {
    boolean plain =
        text.length() <= LONGEST_NUMBER && text.matches("[+-]?\\d+(\\.\\d+)?|[+-]?\\.\\d+");
    return plain ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  private static Optional<Value> whole(BigDecimal number) {
    try {
      return Optional.of(Value.whole(number.longValueExact()));
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  private Optional<Value> day(Value cell) {
    return switch (cell) {
      case Value.Text(var text) -> days.read(text.strip()).map(Value::day);
      case Value.Moment(var instant) ->
          Optional.of(Value.day(instant.atZone(ZoneOffset.UTC).toLocalDate()));
      default -> Optional.empty();
    };
  }

  private Optional<Value> moment(Value cell) {
    return switch (cell) {
      case Value.Text(var text) -> days.readMoment(text.strip()).map(Value::moment);
      case Value.Day(var day) ->
          Optional.of(Value.moment(day.atStartOfDay(ZoneOffset.UTC).toInstant()));
      default -> Optional.empty();
    };
  }

  private static List<String> items(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(i -> !i.isEmpty()).toList();
  }
}
