package homeroom.wire;

import homeroom.api.Value;
import homeroom.schema.Day;
import homeroom.schema.Decimal;
import homeroom.schema.FieldValue;
import homeroom.schema.Moment;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as they stand on the wire. */
public final class Values {

  private Values() {}

  public static FieldValue field(String name, Value value) {
    return new FieldValue(name, toWire(value));
  }

  public static List<FieldValue> fields(Map<String, Value> values) {
    List<FieldValue> fields = new ArrayList<>(values.size());
    values.forEach((name, value) -> fields.add(field(name, value)));
    return fields;
  }

  public static Value value(FieldValue field) {
    return fromWire(field.getValue());
  }

  public static Map<String, Value> values(List<FieldValue> fields) {
    Map<String, Value> values = LinkedHashMap.newLinkedHashMap(fields.size());
    fields.forEach(field -> values.put(field.getName(), value(field)));
    return values;
  }

  /** Microseconds since the epoch. */
  public static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static @Nullable Object toWire(Value value) {
    return switch (value) {
      case Value.Null n -> null;
      case Value.Text t -> t.text();
      case Value.Flag f -> f.flag();
      case Value.Whole w -> w.number();
      case Value.Decimal d -> new Decimal(d.toString());
      case Value.Day d -> new Day((int) d.day().toEpochDay());
      case Value.Moment m -> new Moment(micros(m.instant()));
      case Value.Items i -> i.items();
    };
  }

  private static Value fromWire(@Nullable Object value) {
    return switch (value) {
      case null -> Value.NULL;
      case String text -> Value.text(text);
      case Boolean flag -> Value.flag(flag);
      case Long number -> Value.whole(number);
      case Decimal decimal -> Value.decimal(new BigDecimal(decimal.getDigits()));
      case Day day -> Value.day(LocalDate.ofEpochDay(day.getEpochDay()));
      case Moment moment -> Value.moment(instant(moment.getEpochMicros()));
      case List<?> items -> Value.items(items.stream().map(String.class::cast).toList());
      default ->
          throw new WireFormatException(
              "WIRE_CORRUPT", "a value of type " + value.getClass().getSimpleName());
    };
  }
}
