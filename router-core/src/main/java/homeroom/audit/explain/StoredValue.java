package homeroom.audit.explain;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import homeroom.api.Value;
import homeroom.audit.FieldEntry;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Reads values as the query store writes them. */
public final class StoredValue {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private StoredValue() {}

  /** The value of a field of a golden record. */
  public static Value of(FieldEntry field) {
    return value(field.type(), tree(field.value()));
  }

  /** JSON that the store holds. */
  static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      // Without the cause: a parser's text quotes what it read.
      throw new IllegalStateException("the store holds content that cannot be read");
    }
  }

  static Value value(String type, JsonNode json) {
    return switch (type) {
      case "null" -> Value.NULL;
      case "flag" -> Value.flag(json.booleanValue());
      case "whole" -> Value.whole(json.longValue());
      case "decimal" -> Value.decimal(json.decimalValue());
      case "day" -> Value.day(LocalDate.parse(json.textValue()));
      case "moment" -> Value.moment(Instant.parse(json.textValue()));
      case "items" -> Value.items(items(json));
      default -> Value.text(json.asText());
    };
  }

  private static List<String> items(JsonNode json) {
    List<String> items = new ArrayList<>();
    json.forEach(item -> items.add(item.textValue()));
    return items;
  }
}
