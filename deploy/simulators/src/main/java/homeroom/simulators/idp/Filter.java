package homeroom.simulators.idp;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A filter of comparisons by {@code eq}, joined by {@code and}: what nearly every provider
 * understands. Anything else is refused with {@code invalidFilter}.
 */
record Filter(List<Comparison> comparisons) {

  private static final Pattern COMPARISON =
      Pattern.compile(
          "\\s*([A-Za-z$][\\w$:.-]*)\\s+[eE][qQ]\\s+(\"(?:[^\"\\\\]|\\\\.)*\"|true|false)\\s*");
  private static final Pattern AND = Pattern.compile("[aA][nN][dD]\\s");

  /**
   * One comparison.
   *
   * @param inner the sub-attribute, when the path has a dot
   */
  record Comparison(
      Optional<String> extension, Attribute attribute, Optional<Attribute> inner, Object value) {

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
        (path, value) ->
            new Comparison(
                Optional.empty(),
                attribute.part(path).orElseThrow(() -> unknown(path)),
                Optional.empty(),
                value));
  }

  boolean matches(JsonObject object) {
    return comparisons.stream().allMatch(each -> each.matches(object));
  }

  /** The text that an attribute must equal, if the filter says so; lets an index be used. */
  Optional<String> wanted(String attribute) {
    return comparisons.stream()
        .filter(each -> each.extension.isEmpty() && each.attribute.name().equals(attribute))
        .map(each -> each.value.toString())
        .findFirst();
  }

  private interface Reader {
    Comparison read(String path, Object value);
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
      comparisons.add(reader.read(matcher.group(1), Json.decodeValue(matcher.group(2))));
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

  private static Comparison accountComparison(String path, Object value) {
    Path parsed = Path.parse(path);
    if (parsed.filter().isPresent()) {
      throw unknown(path);
    }
    return new Comparison(
        parsed.extension() ? Optional.of(UserSchema.ENTERPRISE) : Optional.empty(),
        parsed.attribute(),
        parsed.inner(),
        value);
  }

  private static ScimProblem unknown(String path) {
    return ScimProblem.bad("invalidFilter", "no attribute to filter by: " + path);
  }
}
