package homeroom.config.yaml;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${env:NAME}}, {@code ${env:NAME:-otherwise}} and {@code ${data}} in a text.
 *
 * @param variables the environment
 * @param data the hub's data folder
 */
public record Substitution(Map<String, String> variables, String data) {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)\\}");
  private static final Pattern VARIABLE =
      Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?", Pattern.DOTALL);

  public Substitution {
    variables = Map.copyOf(variables);
  }

  /** Whether the text holds anything to replace. */
  static boolean applies(String text) {
    return text.contains("${");
  }

  /** The scalar with everything replaced; empty if something could not be. */
  public Optional<YamlNode.Scalar> apply(YamlNode.Scalar scalar, Problems problems) {
    if (!applies(scalar.text())) {
      return Optional.of(scalar);
    }
    StringBuilder result = new StringBuilder();
    Matcher matcher = REFERENCE.matcher(scalar.text());
    while (matcher.find()) {
      Optional<String> value = value(matcher.group(1), scalar.place(), problems);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      matcher.appendReplacement(result, Matcher.quoteReplacement(value.get()));
    }
    return Optional.of(scalar.withText(matcher.appendTail(result).toString()));
  }

  private Optional<String> value(String reference, Place place, Problems problems) {
    if (reference.equals("data")) {
      return Optional.of(data);
    }
    Matcher variable = VARIABLE.matcher(reference);
    if (variable.matches()) {
      return variable(variable.group(1), Optional.ofNullable(variable.group(2)), place, problems);
    }
    String message =
        reference.startsWith("secret:")
            ? "a secret may not be written here"
            : "${" + reference + "} stands for nothing";
    String remedy =
        reference.startsWith("secret:")
            ? "Only an option that is a secret takes ${secret:…}, and nothing beside it"
            : "There are ${env:NAME}, ${env:NAME:-otherwise} and ${data}";
    problems.error(place, message, remedy);
    return Optional.empty();
  }

  private Optional<String> variable(
      String name, Optional<String> otherwise, Place place, Problems problems) {
    Optional<String> value =
        Optional.ofNullable(variables.get(name)).filter(text -> !text.isEmpty()).or(() -> otherwise);
    if (value.isEmpty()) {
      problems.error(
          place,
          "the environment variable " + name + " is not set",
          "Set it, or write ${env:" + name + ":-…} with what holds otherwise");
    }
    return value;
  }
}
