package homeroom.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import homeroom.schema.Day;
import homeroom.schema.Decimal;
import homeroom.schema.FieldValue;
import homeroom.schema.GoldenField;
import homeroom.schema.GoldenRecord;
import homeroom.schema.Moment;
import homeroom.schema.Provenance;
import homeroom.schema.Side;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as JSON: the only form in which the store holds what a record says. */
final class GoldenJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private GoldenJson() {}

  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private static String text(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static String golden(GoldenRecord golden) {
    return text(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("fields");
          for (GoldenField field : golden.getFields()) {
            json.writeStartObject();
            value(json, field.getField());
            json.writeNumberField("version", field.getVersion());
            json.writeNumberField("source", field.getSource());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("sources");
          for (Provenance source : golden.getSources()) {
            provenance(json, source);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void provenance(JsonGenerator json, Provenance source) throws IOException {
    json.writeStartObject();
    json.writeStringField("system", source.getSystem());
    json.writeStringField("event", source.getEventId());
    json.writeStringField("rule", source.getRule());
    json.writeStringField("configuration", source.getConfiguration());
    json.writeNumberField("occurredAt", source.getOccurredAt());
    json.writeEndObject();
  }

  /** The two sides of a conflict and what they had agreed on. */
  static String sides(FieldValue base, Side held, Side arrived) {
    return text(
        json -> {
          json.writeStartObject();
          json.writeObjectFieldStart("base");
          value(json, base);
          json.writeEndObject();
          side(json, "held", held);
          side(json, "arrived", arrived);
          json.writeEndObject();
        });
  }

  private static void side(JsonGenerator json, String name, Side side) throws IOException {
    json.writeObjectFieldStart(name);
    value(json, side.getValue());
    json.writeStringField("system", side.getSystem());
    json.writeStringField("event", side.getEventId());
    json.writeNumberField("occurredAt", side.getOccurredAt());
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, FieldValue field) throws IOException {
    json.writeStringField("name", field.getName());
    json.writeStringField("type", type(field.getValue()));
    json.writeFieldName("value");
    switch (field.getValue()) {
      case null -> json.writeNull();
      case Boolean flag -> json.writeBoolean(flag);
      case Long number -> json.writeNumber(number);
      case Decimal decimal -> json.writeNumber(new BigDecimal(decimal.getDigits()));
      case Day day -> json.writeString(LocalDate.ofEpochDay(day.getEpochDay()).toString());
      case Moment moment -> json.writeString(Micros.toInstant(moment.getEpochMicros()).toString());
      case List<?> items -> {
        json.writeStartArray();
        for (Object item : items) {
          json.writeString(item.toString());
        }
        json.writeEndArray();
      }
      case Object text -> json.writeString(text.toString());
    }
  }

  private static String type(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Boolean _ -> "flag";
      case Long _ -> "whole";
      case Decimal _ -> "decimal";
      case Day _ -> "day";
      case Moment _ -> "moment";
      case List<?> _ -> "items";
      case Object _ -> "text";
    };
  }

  /** Reads what {@link #golden} wrote. */
  static List<FieldEntry> fields(String content) {
    JsonNode golden = parse(content);
    List<FieldEntry> fields = new ArrayList<>();
    for (JsonNode field : golden.get("fields")) {
      JsonNode source = golden.get("sources").path(field.get("source").intValue());
      fields.add(
          new FieldEntry(
              field.get("name").textValue(),
              field.get("type").textValue(),
              field.get("value").toString(),
              field.get("version").longValue(),
              source.path("system").asText(),
              source.path("rule").asText(),
              source.path("event").asText(),
              source.path("configuration").asText(),
              Micros.toInstant(source.path("occurredAt").longValue())));
    }
    return fields;
  }

  private static JsonNode parse(String content) {
    try {
      return MAPPER.readTree(content);
    } catch (IOException e) {
      // Without the cause: a parser's text quotes what it read.
      throw new IllegalStateException("the store holds content that this class did not write");
    }
  }
}
