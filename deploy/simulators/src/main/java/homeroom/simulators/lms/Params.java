package homeroom.simulators.lms;

import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters below one name, such as {@code course[name]}. */
final class Params {

  private final String name;
  private final JsonObject values;

  private Params(String name, JsonObject values) {
    this.name = name;
    this.values = values;
  }

  static Params of(JsonObject body, String name) {
    Object inner = body.getValue(name);
    if (inner != null && !(inner instanceof JsonObject)) {
      throw Refusal.because(name + " is no object");
    }
    return new Params(name, inner == null ? new JsonObject() : (JsonObject) inner);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** A text that was sent, trimmed of nothing; what was not sent stays as it is. */
  @Nullable String text(String key, @Nullable String before) {
    if (!has(key)) {
      return before;
    }
    Object value = values.getValue(key);
    return value == null || value.toString().isEmpty() ? null : value.toString();
  }

  /** A text that must not be blank once it is there. */
  String required(String key, @Nullable String before) {
    String text = text(key, before);
    if (text == null || text.isBlank()) {
      throw Refusal.invalid(key, "blank", "can't be blank");
    }
    if (text.length() > 255) {
      throw Refusal.invalid(key, "too_long", "is too long (maximum is 255 characters)");
    }
    return text;
  }

  /** A time as Canvas writes it: UTC, seconds. */
  @Nullable String time(String key, @Nullable String before) {
    String text = text(key, has(key) ? null : before);
    return text == null ? null : parse(key, text);
  }

  private String parse(String key, String text) {
    try {
      Instant instant =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant();
      return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    } catch (DateTimeException unreadable) {
      throw Refusal.invalid(key, "invalid", "Invalid datetime for " + name + "[" + key + "]");
    }
  }

  boolean flag(String key, boolean before) {
    return has(key) ? String.valueOf(values.getValue(key)).equals("true") : before;
  }

  /** One of the allowed values. */
  String choice(String key, String otherwise, Set<String> allowed, String message) {
    String text = text(key, otherwise);
    if (text == null || !allowed.contains(text)) {
      throw Refusal.because(message);
    }
    return text;
  }
}
