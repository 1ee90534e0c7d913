package homeroom.adapters.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import homeroom.api.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * One name of a payload and where Canvas writes and shows it.
 *
 * @param name in the payload: {@code course.term}
 * @param parameter Canvas's parameter within its group: {@code term_id}
 * @param shown a JSON pointer into what Canvas answers: {@code /term/sis_term_id}
 * @param kind how values are written
 */
record Field(String name, String parameter, String shown, Kind kind) {

  /** How values are written. */
  enum Kind {
    /** As it is. */
    PLAIN,
    /** A point in time; a day is its midnight in UTC. */
    TIME,
    /** The SIS id of a term, an account or a user, written behind its name. */
    TERM("sis_term_id:"),
    ACCOUNT("sis_account_id:"),
    USER("sis_user_id:"),
    /** Goes into the path, not into the body. */
    PATH;

    private final String prefix;

    Kind() {
      this("");
    }

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  static Field plain(String group, String parameter) {
    return new Field(group + "." + parameter, parameter, "/" + parameter, Kind.PLAIN);
  }

  static Field time(String group, String parameter) {
    return new Field(group + "." + parameter, parameter, "/" + parameter, Kind.TIME);
  }

  /** The value as Canvas reads it. */
  JsonNode json(Value value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (value) {
      case Value.Null _ -> json.nullNode();
      case Value.Text text -> json.textNode(kind.prefix + text.text());
      case Value.Flag flag -> json.booleanNode(flag.flag());
      case Value.Whole whole ->
          kind == Kind.PLAIN ? json.numberNode(whole.number()) : json.textNode(kind.prefix + whole);
      case Value.Decimal decimal -> json.textNode(decimal.toString());
      case Value.Day day -> json.textNode(midnight(day).toString());
      case Value.Moment moment -> json.textNode(moment.instant().toString());
      case Value.Items items -> {
        var array = json.arrayNode();
        items.items().forEach(array::add);
        yield array;
      }
    };
  }

  /** What Canvas shows; empty is null. A midnight in UTC is given back as a day. */
  Value value(JsonNode answer) {
    JsonNode node = answer.at(shown);
    if (node.isMissingNode() || node.isNull() || node.asText().isEmpty()) {
      return Value.NULL;
    }
    if (kind == Kind.TIME) {
      return time(node.asText());
    }
    return node.isBoolean() ? Value.flag(node.booleanValue()) : Value.text(node.asText());
  }

  /** Whether Canvas already shows what is wanted. */
  boolean holds(JsonNode answer, Value wanted) {
    return comparable(wanted).equals(comparable(value(answer)));
  }

  private Value comparable(Value value) {
    return switch (value) {
      case Value.Day day -> kind == Kind.TIME ? Value.moment(midnight(day)) : value;
      // Canvas keeps seconds.
      case Value.Moment moment -> Value.moment(moment.instant().truncatedTo(ChronoUnit.SECONDS));
      case Value.Text text -> text.text().isEmpty() ? Value.NULL : written(text.text());
      case Value.Whole whole -> Value.text(whole.toString());
      case Value.Decimal decimal -> Value.text(decimal.toString());
      case Value.Null _, Value.Flag _, Value.Items _ -> value;
    };
  }

  private Value written(String text) {
    return kind == Kind.TIME ? comparable(time(text)) : Value.text(text);
  }

  /** A time as Canvas shows it, or the text if it is none. */
  static Value time(String text) {
    try {
      ZonedDateTime at = OffsetDateTime.parse(text).atZoneSameInstant(ZoneOffset.UTC);
      return at.toLocalTime().equals(LocalTime.MIDNIGHT)
          ? Value.day(at.toLocalDate())
          : Value.moment(at.toInstant());
    } catch (DateTimeException none) {
      return Value.text(text);
    }
  }

  private static Instant midnight(Value.Day day) {
    return day.day().atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
