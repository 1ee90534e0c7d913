package homeroom.adapters.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import homeroom.api.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a column holds. */
enum ColumnType {
  TEXT("TEXT"),
  FLAG("BOOLEAN"),
  WHOLE("BIGINT"),
  DECIMAL("NUMERIC"),
  DAY("DATE"),
  MOMENT("TIMESTAMP WITH TIME ZONE"),
  ITEMS("JSON");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String sql;

  ColumnType(String sql) {
    this.sql = sql;
  }

  /** The type in {@code CREATE TABLE}. */
  String sql() {
    return sql;
  }

  /** What a column needs to be to hold a value; empty if any will do. */
  static Optional<ColumnType> of(Value value) {
    return switch (value) {
      case Value.Null _ -> Optional.empty();
      case Value.Text _ -> Optional.of(TEXT);
      case Value.Flag _ -> Optional.of(FLAG);
      case Value.Whole _ -> Optional.of(WHOLE);
      case Value.Decimal _ -> Optional.of(DECIMAL);
      case Value.Day _ -> Optional.of(DAY);
      case Value.Moment _ -> Optional.of(MOMENT);
      case Value.Items _ -> Optional.of(ITEMS);
    };
  }

  /** What the database calls it, in either dialect; what is not known is taken for text. */
  static ColumnType named(String typeName) {
    String name = typeName.toUpperCase(Locale.ROOT).replaceAll("\\(.*", "").strip();
    return switch (name) {
      case "BOOLEAN", "BOOL" -> FLAG;
      case "BIGINT", "INTEGER", "INT", "SMALLINT", "INT2", "INT4", "INT8", "BIGSERIAL", "SERIAL" ->
          WHOLE;
      case "NUMERIC", "DECIMAL" -> DECIMAL;
      case "DATE" -> DAY;
      case "TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ" -> MOMENT;
      case "JSON", "JSONB" -> ITEMS;
      default -> TEXT;
    };
  }

  /** A value as this column holds it; empty if it cannot. */
  Optional<Value> fit(Value value) {
    if (value.isNull() || of(value).equals(Optional.of(this))) {
      return Optional.of(value);
    }
    Value read = read(written(value));
    return of(read).equals(Optional.of(this)) ? Optional.of(read) : Optional.empty();
  }

  /** What a text from this column means; a text where the database holds something else. */
  Value read(String text) {
    try {
      return switch (this) {
        case TEXT -> Value.text(text);
        case FLAG -> flag(text);
        case WHOLE -> Value.whole(Long.parseLong(text));
        case DECIMAL -> Value.decimal(new BigDecimal(text));
        case DAY -> Value.day(LocalDate.parse(text));
        case MOMENT -> Value.moment(Instant.parse(text));
        case ITEMS -> items(text);
      };
    } catch (NumberFormatException | DateTimeParseException other) {
      return Value.text(text);
    }
  }

  private static Value flag(String text) {
    return switch (text) {
      case "1", "t", "true" -> Value.flag(true);
      case "0", "f", "false" -> Value.flag(false);
      default -> Value.text(text);
    };
  }

  private static Value items(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (!json.isArray()) {
        return Value.text(text);
      }
      List<String> items = new ArrayList<>();
      json.forEach(each -> items.add(each.asText()));
      return Value.items(items);
    } catch (JsonProcessingException noJson) {
      return Value.text(text);
    }
  }

  /** A value as text. */
  static String written(Value value) {
    return value instanceof Value.Items(List<String> items)
        ? JSON.valueToTree(items).toString()
        : value.toString();
  }
}
