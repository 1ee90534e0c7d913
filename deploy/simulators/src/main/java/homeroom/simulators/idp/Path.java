package homeroom.simulators.idp;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An attribute path (RFC 7644 section 3.10): {@code attribute}, {@code attribute.part}, {@code
 * attribute[filter]} or {@code attribute[filter].part}, with or without a schema in front.
 *
 * @param extension whether the attribute lies in the enterprise extension
 */
record Path(
    boolean extension, Attribute attribute, Optional<Filter> filter, Optional<Attribute> inner) {

  private static final Pattern SHAPE = Pattern.compile("([\\w$-]+)(?:\\[(.*)])?(?:\\.([\\w$-]+))?");

  static Path parse(String text) {
    if (text.equalsIgnoreCase(UserSchema.ENTERPRISE)) {
      return new Path(false, UserSchema.EXTENSION, Optional.empty(), Optional.empty());
    }
    if (startsWith(text, UserSchema.ENTERPRISE)) {
      return parse(rest(text, UserSchema.ENTERPRISE), true, UserSchema.ENTERPRISE_ATTRIBUTES);
    }
    String local = startsWith(text, UserSchema.CORE) ? rest(text, UserSchema.CORE) : text;
    return parse(local, false, UserSchema.CORE_ATTRIBUTES);
  }

  private static boolean startsWith(String text, String schema) {
    return text.regionMatches(true, 0, schema + ":", 0, schema.length() + 1);
  }

  private static String rest(String text, String schema) {
    return text.substring(schema.length() + 1);
  }

  private static Path parse(String text, boolean extension, List<Attribute> attributes) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw unknown(text);
    }
    Attribute attribute =
        Attribute.named(shape.group(1), attributes).orElseThrow(() -> unknown(text));
    Optional<Filter> filter =
        Optional.ofNullable(shape.group(2)).map(inside -> Filter.within(attribute, inside));
    Optional<Attribute> inner =
        Optional.ofNullable(shape.group(3))
            .map(part -> attribute.part(part).orElseThrow(() -> unknown(text)));
    if (filter.isPresent() && !attribute.multiValued()) {
      throw unknown(text);
    }
    return new Path(extension, attribute, filter, inner);
  }

  private static ScimProblem unknown(String text) {
    return ScimProblem.bad("invalidPath", "no such attribute: " + text);
  }
}
