package homeroom.config.mapping;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in our words what CEL says in its own. Only wording: nothing is decided by it. */
final class Wording {

  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
  private static final Pattern OVERLOAD =
      Pattern.compile("found no matching overload for '([^']*)' applied to '(.*?)' \\(cand.*");

  private Wording() {}

  static String of(String message) {
    Matcher undeclared = UNDECLARED.matcher(message);
    if (undeclared.matches()) {
      return "there is no function " + undeclared.group(1);
    }
    Matcher overload = OVERLOAD.matcher(message);
    if (overload.matches()) {
      return operator(overload.group(1)) + " does not take " + types(overload.group(2));
    }
    return message;
  }

  /** The function that there is not, or nothing. */
  static String function(String message) {
    Matcher undeclared = UNDECLARED.matcher(message);
    return undeclared.matches() ? undeclared.group(1) : "";
  }

  private static String operator(String name) {
    return name.equals("_?_:_") ? "? :" : name.replace("_", "").replace("@", "");
  }

  private static String types(String types) {
    return types.replaceAll("wrapper\\((\\w+)\\)", "$1").replace("google.protobuf.", "");
  }
}
