package homeroom.adapters.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes out of an account what somebody could log in with, before it is kept or shown to anybody. A
 * provider must never return a password (RFC 7643 section 4.1.1); some return it, or its hash,
 * under a name of their own.
 */
final class Secrets {

  private static final Pattern ANYWHERE =
      Pattern.compile(
          "password|passwd|passphrase|passcode|secret|credential|privatekey|apikey|recoverycode"
              + "|securityanswer");

  /** Too short to be looked for inside other words. */
  private static final Set<String> WORDS =
      Set.of("pwd", "pw", "pin", "otp", "totp", "hash", "salt", "token", "tokens");

  private static final Pattern BETWEEN_WORDS =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+");

  private Secrets() {}

  /** Removes them, however deep they lie. */
  static void remove(JsonNode json) {
    switch (json) {
      case ObjectNode object -> {
        object.properties().removeIf(entry -> isSecret(entry.getKey()));
        object.forEach(Secrets::remove);
      }
      case ArrayNode list -> {
        list.removeIf(each -> isSecret(each.path("type").asText("")));
        list.forEach(Secrets::remove);
      }
      default -> {}
    }
  }

  /** Whether an attribute of this name, or the element of a list of this type, may hold one. */
  static boolean isSecret(String attribute) {
    String name = attribute.substring(attribute.lastIndexOf(':') + 1);
    String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    return ANYWHERE.matcher(letters).find()
        || BETWEEN_WORDS
            .splitAsStream(name)
            .map(word -> word.toLowerCase(Locale.ROOT))
            .anyMatch(WORDS::contains);
  }
}
