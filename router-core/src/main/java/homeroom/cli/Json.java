package homeroom.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A piece of JSON. Read with the streaming parser alone, because loading a whole data-binding
 * library takes longer than the question.
 */
record Json(@Nullable Object value) {

  private static final JsonFactory FACTORY = new JsonFactory();

  static Json read(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      return new Json(value(parser));
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null -> null;
      default -> null;
    };
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, value(parser));
    }
    return object;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  private Optional<Object> member(String name) {
    return value instanceof Map<?, ?> object
        ? Optional.ofNullable(object.get(name))
        : Optional.empty();
  }

  Optional<Json> get(String name) {
    return member(name).map(Json::new);
  }

  /** The member as text; empty text where there is none. */
  String text(String name) {
    return optional(name).orElse("");
  }

  Optional<String> optional(String name) {
    return member(name).map(Object::toString);
  }

  long number(String name) {
    return member(name).map(it -> ((Number) it).longValue()).orElse(0L);
  }

  boolean flag(String name) {
    return member(name).filter(Boolean.TRUE::equals).isPresent();
  }

  List<Json> list(String name) {
    return member(name).filter(it -> it instanceof List<?>).stream()
        .flatMap(it -> ((List<?>) it).stream())
        .map(Json::new)
        .toList();
  }

  /** The texts of a list. */
  List<String> texts(String name) {
    return list(name).stream().map(Json::toString).toList();
  }

  /** As JSON, on one line. */
  String write() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Map<?, ?> object -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> member : object.entrySet()) {
          json.writeFieldName((String) member.getKey());
          write(json, member.getValue());
        }
        json.writeEndObject();
      }
      case List<?> array -> {
        json.writeStartArray();
        for (Object item : array) {
          write(json, item);
        }
        json.writeEndArray();
      }
      case Long number -> json.writeNumber(number);
      case BigDecimal number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case Object text -> json.writeString(text.toString());
    }
  }

  /** As a person reads it: a text bare, a list with commas, null as such. */
  @Override
  public String toString() {
    return switch (value) {
      case null -> "null";
      case List<?> items -> String.join(", ", items.stream().map(String::valueOf).toList());
      case Object other -> other.toString();
    };
  }
}
