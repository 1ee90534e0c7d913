package homeroom.simulators.idp;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A filter of comparisons by {@code eq}, joined by {@code and}: what nearly every provider
 * understands. Times can be compared by {@code gt} and {@code ge} as well. Anything else is refused
 * with {@code invalidFilter}.
 */
record Filter(List<Comparison> comparisons) {

  private static final Pattern COMPARISON =
      Pattern.compile(
          "\\s*([A-Za-z$][\\w$:.-]*)\\s+([eE][qQ]|[gG][tT]|[gG][eE])\\s+(\"(?:[^\"\\\\]|\\\\.)*\"|true|false)\\s*");
  private static final Pattern AND = Pattern.compile("[aA][nN][dD]\\s");

  /** How two values are compared. */
  enum Operator {
    EQ,
    GT,
    GE;

    static Operator of(String written) {
      return valueOf(written.toUpperCase(Locale.ROOT));
    }

    boolean holds(Instant held, Instant wanted) {
      return switch (this) {
        case EQ -> held.equals(wanted);
        case GT -> held.isAfter(wanted);
        case GE -> !held.isBefore(wanted);
      };
    }
  }

  /**
   * One comparison.
   *
   * @param inner the sub-attribute, when the path has a dot
   */
  record Comparison(
      Optional<String> extension,
      Attribute attribute,
      Optional<Attribute> inner,
      Operator operator,
      Object value) {

    boolean matches(JsonObject object) {
      JsonObject holder = extension.isPresent() ? object.getJsonObject(extension.get()) : object;
      return holder != null && holds(holder.getValue(attribute.name()));
    }

    private boolean holds(@Nullable Object held) {
      if (held instanceof JsonArray list) {
        return list.stream().anyMatch(this::holds);
      }
      if (held instanceof JsonObject complex) {
        Attribute part = inner.or(() -> attribute.part("value")).orElse(attribute);
        return equal(part, complex.getValue(part.name()));
      }
      return equal(attribute, held);
    }

    private boolean equal(Attribute compared, @Nullable Object held) {
      if (compared.type() == Attribute.Type.DATE_TIME) {
        return held instanceof String text
            && operator.holds(Instant.parse(text), Instant.parse(value.toString()));
      }
      return held instanceof String text && value instanceof String wanted && !compared.caseExact()
          ? text.equalsIgnoreCase(wanted)
          : value.equals(held);
    }
  }

  Filter {
    comparisons = List.copyOf(comparisons);
  }

  /** Reads a filter over accounts. */
  static Filter ofAccounts(String text) {
    return parse(text, Filter::accountComparison);
  }

  /** Reads the filter in brackets behind a multi-valued attribute. */
  static Filter within(Attribute attribute, String text) {
    return parse(
        text,
        (path, operator, value) ->
            checked(
                new Comparison(
                    Optional.empty(),
                    attribute.part(path).orElseThrow(() -> unknown(path)),
                    Optional.empty(),
                    operator,
                    value)));
  }

  boolean matches(JsonObject object) {
    return comparisons.stream().allMatch(each -> each.matches(object));
  }

  /** The text that an attribute must equal, if the filter says so; lets an index be used. */
  Optional<String> wanted(String attribute) {
    return comparisons.stream()
        .filter(
            each ->
                each.extension.isEmpty()
                    && each.operator == Operator.EQ
                    && each.attribute.name().equals(attribute))
        .map(each -> each.value.toString())
        .findFirst();
  }

  private interface Reader {
    Comparison read(String path, Operator operator, Object value);
  }

  private static Filter parse(String text, Reader reader) {
    List<Comparison> comparisons = new ArrayList<>();
    Matcher matcher = COMPARISON.matcher(text);
    int position = 0;
    while (true) {
      matcher.region(position, text.length());
      if (!matcher.lookingAt()) {
        throw ScimProblem.bad("invalidFilter", "only eq and and are understood");
      }
      comparisons.add(
          reader.read(
              matcher.group(1), Operator.of(matcher.group(2)), Json.decodeValue(matcher.group(3))));
      if (matcher.end() == text.length()) {
        return new Filter(comparisons);
      }
      position = afterAnd(text, matcher.end());
    }
  }

  private static int afterAnd(String text, int position) {
    Matcher and = AND.matcher(text).region(position, text.length());
    if (!and.lookingAt()) {
      throw ScimProblem.bad("invalidFilter", "only eq and and are understood");
    }
    return and.end();
  }

  private static Comparison accountComparison(String path, Operator operator, Object value) {
    Path parsed = Path.parse(path);
    if (parsed.filter().isPresent()) {
      throw unknown(path);
    }
    return checked(
        new Comparison(
            parsed.extension() ? Optional.of(UserSchema.ENTERPRISE) : Optional.empty(),
            parsed.attribute(),
            parsed.inner(),
            operator,
            value));
  }

  /** Only times have an order, and a time must be one. */
  private static Comparison checked(Comparison comparison) {
    Attribute compared = comparison.inner().orElse(comparison.attribute());
    boolean time = compared.type() == Attribute.Type.DATE_TIME;
    if (comparison.operator() != Operator.EQ && !time) {
      throw ScimProblem.bad("invalidFilter", "only times are compared by gt and ge");
    }
    if (time) {
      requireTime(comparison.value());
    }
    return comparison;
  }

  private static void requireTime(Object value) {
    try {
      Instant.parse(value.toString());
    } catch (DateTimeException noTime) {
      throw ScimProblem.bad("invalidFilter", "a time is written as in 2026-08-15T06:00:00Z");
    }
  }

  private static ScimProblem unknown(String path) {
    return ScimProblem.bad("invalidFilter", "no attribute to filter by: " + path);
  }
}
