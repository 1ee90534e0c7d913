package homeroom.adapters.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * An account as the provider showed it.
 *
 * @param json not to be changed
 */
record Account(String id, ObjectNode json) {

  /** The account in an answer, if it is one: an object with an id. */
  static Optional<Account> in(JsonNode json) {
    return json instanceof ObjectNode object && json.path("id").isTextual()
        ? Optional.of(new Account(json.path("id").textValue(), object))
        : Optional.empty();
  }

  Optional<String> text(String attribute) {
    JsonNode value = json.path(attribute);
    return value.isTextual() && !value.textValue().isEmpty()
        ? Optional.of(value.textValue())
        : Optional.empty();
  }

  /** Which version of it this is, if the provider tells them apart. */
  Optional<String> version() {
    String version = json.path("meta").path("version").asText("");
    return version.isEmpty() ? Optional.empty() : Optional.of(version);
  }

  /** One that says nothing about it is active. */
  boolean active() {
    return json.path("active").asBoolean(true);
  }
}
