package homeroom.app.cases;

import homeroom.api.Value;
import homeroom.authority.FieldType;
import homeroom.config.yaml.Reading;
import homeroom.config.yaml.Shapes;
import homeroom.config.yaml.YamlNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values as they are written in cases. */
final class Literals {

  private Literals() {}

  /** The value of a field; empty if it is written wrongly, which is among the problems then. */
  static Optional<Value> read(YamlNode node, FieldType type, Reading reading) {
    Optional<Value> value = understand(node, type);
    if (value.isEmpty()) {
      boolean single = node instanceof YamlNode.Scalar;
      String message = single ? "this is not " + what(type) : "this is " + node.kind();
      reading.problems().error(node.place(), message, "Write " + what(type) + ", or null");
    }
    return value;
  }

  /** Whether this is how a value is written. */
  static boolean isWritten(YamlNode node, Value value) {
    boolean empty = node instanceof YamlNode.Scalar scalar && scalar.isNull();
    return value.isNull() ? empty : understand(node, typeOf(value)).equals(Optional.of(value));
  }

  /** A value as a person reads it: a text that looks like something else is quoted. */
  static String show(Value value) {
    return switch (value) {
      case Value.Text(var text) when text.isBlank() || text.equals("null") -> "\"" + text + "\"";
      case Value.Items(var items) -> "[" + String.join(", ", items) + "]";
      case Value.Text t -> t.text();
      case Value.Null n -> "null";
      case Value.Flag f -> f.toString();
      case Value.Whole w -> w.toString();
      case Value.Decimal d -> d.toString();
      case Value.Day d -> d.toString();
      case Value.Moment m -> m.toString();
    };
  }

  /** What is written, as a person reads it. */
  static String show(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar when scalar.isNull() -> "null";
      case YamlNode.Scalar scalar -> show(Value.text(scalar.text()));
      case YamlNode.Sequence sequence ->
          sequence.items().stream().map(Literals::show).toList() + "";
      case YamlNode.Mapping mapping -> mapping.kind();
    };
  }

  private static Optional<Value> understand(YamlNode node, FieldType type) {
    return switch (node) {
      case YamlNode.Scalar scalar when scalar.isNull() -> Optional.of(Value.NULL);
      case YamlNode.Scalar scalar -> single(scalar.text(), type);
      case YamlNode.Sequence sequence when type == FieldType.ITEMS -> items(sequence);
      case YamlNode.Sequence sequence -> Optional.empty();
      case YamlNode.Mapping mapping -> Optional.empty();
    };
  }

  private static Optional<Value> single(String text, FieldType type) {
    try {
      return switch (type) {
        case TEXT, REFERENCE -> Optional.of(Value.text(text));
        case FLAG -> Shapes.flag(text).map(Value::flag);
        case WHOLE -> Shapes.whole(text).map(Value::whole);
        case DECIMAL -> Optional.of(Value.decimal(new BigDecimal(text)));
        case DAY -> Optional.of(Value.day(LocalDate.parse(text)));
        case MOMENT -> Optional.of(Value.moment(moment(text)));
        case ITEMS -> Optional.empty();
      };
    } catch (DateTimeParseException | NumberFormatException wrong) {
      return Optional.empty();
    }
  }

  private static Instant moment(String text) {
    return text.indexOf('T') < 0
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : Instant.parse(text);
  }

  private static Optional<Value> items(YamlNode.Sequence sequence) {
    List<String> items = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      if (!(item instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
        return Optional.empty();
      }
      items.add(scalar.text());
    }
    return Optional.of(Value.items(items));
  }

  private static FieldType typeOf(Value value) {
    return switch (value) {
      case Value.Null n -> FieldType.TEXT;
      case Value.Text t -> FieldType.TEXT;
      case Value.Flag f -> FieldType.FLAG;
      case Value.Whole w -> FieldType.WHOLE;
      case Value.Decimal d -> FieldType.DECIMAL;
      case Value.Day d -> FieldType.DAY;
      case Value.Moment m -> FieldType.MOMENT;
      case Value.Items i -> FieldType.ITEMS;
    };
  }

  private static String what(FieldType type) {
    return switch (type) {
      case TEXT -> "a text";
      case REFERENCE -> "the natural key of another record";
      case FLAG -> "true or false";
      case WHOLE -> "a whole number";
      case DECIMAL -> "a number such as 1.5";
      case DAY -> "a date such as 2026-08-15";
      case MOMENT -> "a time such as 2026-08-15T06:00:00Z";
      case ITEMS -> "a list such as [a, b]";
    };
  }
}
