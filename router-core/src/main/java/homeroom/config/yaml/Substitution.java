package homeroom.config.yaml;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${env:NAME}}, {@code ${env:NAME:-otherwise}} and {@code ${data}} in a text; what
 * holds otherwise may hold such references itself.
 *
 * @param variables the environment
 * @param data the hub's data folder
 */
public record Substitution(Map<String, String> variables, String data) {

  private static final Pattern VARIABLE =
      Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?", Pattern.DOTALL);
  private static final String BEGIN = "${";

  public Substitution {
    variables = Map.copyOf(variables);
  }

  /** The scalar with everything replaced; empty if something could not be. */
  public Optional<YamlNode.Scalar> apply(YamlNode.Scalar scalar, Problems problems) {
    return replace(scalar.text(), scalar.place(), problems).map(scalar::withText);
  }

  private Optional<String> replace(String text, Place place, Problems problems) {
    int begin = text.indexOf(BEGIN);
    if (begin < 0) {
      return Optional.of(text);
    }
    int end = end(text, begin);
    if (end < 0) {
      problems.error(place, "${ without }", "Close the reference");
      return Optional.empty();
    }
    Optional<String> value = value(text.substring(begin + BEGIN.length(), end), place, problems);
    Optional<String> rest = replace(text.substring(end + 1), place, problems);
    return value.flatMap(one -> rest.map(other -> text.substring(0, begin) + one + other));
  }

  /** Where the brace is that closes a reference; others may lie within it. */
  private static int end(String text, int begin) {
    int depth = 0;
    for (int i = begin; i < text.length(); i++) {
      if (text.startsWith(BEGIN, i)) {
        depth++;
      } else if (text.charAt(i) == '}' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private Optional<String> value(String reference, Place place, Problems problems) {
    if (reference.equals("data")) {
      return Optional.of(data);
    }
    Matcher variable = VARIABLE.matcher(reference);
    if (variable.matches()) {
      return variable(variable.group(1), Optional.ofNullable(variable.group(2)), place, problems);
    }
    boolean secret = reference.startsWith("secret:");
    problems.error(
        place,
        secret ? "a secret may not be written here" : "${" + reference + "} stands for nothing",
        secret
            ? "Only an option that is a secret takes ${secret:…}, and nothing beside it"
            : "There are ${env:NAME}, ${env:NAME:-otherwise} and ${data}");
    return Optional.empty();
  }

  private Optional<String> variable(
      String name, Optional<String> otherwise, Place place, Problems problems) {
    String value = variables.getOrDefault(name, "");
    if (!value.isEmpty()) {
      return Optional.of(value);
    }
    if (otherwise.isPresent()) {
      return replace(otherwise.get(), place, problems);
    }
    problems.error(
        place,
        "the environment variable " + name + " is not set",
        "Set it, or write ${env:" + name + ":-…} with what holds otherwise");
    return Optional.empty();
  }
}
