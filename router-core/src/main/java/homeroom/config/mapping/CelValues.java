package homeroom.config.mapping;

import dev.cel.common.values.NullValue;
import homeroom.api.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Values as expressions see them. A day is a text such as {@code 2026-08-15}, because CEL knows
 * only points in time; such texts compare as days do.
 */
final class CelValues {

  private CelValues() {}

  static Object toCel(Value value) {
    return switch (value) {
      case Value.Null n -> NullValue.NULL_VALUE;
      case Value.Text(var text) -> text;
      case Value.Flag(var flag) -> flag;
      case Value.Whole(var number) -> number;
      case Value.Decimal(var number) -> number.doubleValue();
      case Value.Day(var day) -> day.toString();
      case Value.Moment(var instant) -> instant;
      case Value.Items(var items) -> items;
    };
  }

  /** The value of an expression's result; empty if it is nothing that a field can hold. */
  static Optional<Value> fromCel(Object result) {
    return switch (result) {
      case NullValue n -> Optional.of(Value.NULL);
      case String text -> Optional.of(Value.text(text));
      case Boolean flag -> Optional.of(Value.flag(flag));
      case Long number -> Optional.of(Value.whole(number));
      case Double number ->
          Double.isFinite(number)
              ? Optional.of(Value.decimal(BigDecimal.valueOf(number)))
              : Optional.empty();
      case Number unsigned -> Optional.of(Value.decimal(new BigDecimal(unsigned.toString())));
      case Instant instant -> Optional.of(Value.moment(instant));
      case List<?> list -> items(list);
      default -> Optional.empty();
    };
  }

  private static Optional<Value> items(List<?> list) {
    List<String> items = new ArrayList<>(list.size());
    for (Object item : list) {
      if (!(item instanceof String text)) {
        return Optional.empty();
      }
      items.add(text);
    }
    return Optional.of(Value.items(items));
  }

  static boolean isNull(Object value) {
    return value instanceof NullValue;
  }
}
