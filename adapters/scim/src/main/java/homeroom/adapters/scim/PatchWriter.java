package homeroom.adapters.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homeroom.adapters.scim.ScimPath.Listed;
import homeroom.adapters.scim.ScimPath.Single;
import homeroom.adapters.scim.ScimPath.Typed;
import homeroom.api.Value;
import homeroom.support.http.Call.Verb;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends one operation per attribute, each with a path: the form that all providers understand (RFC
 * 7644 section 3.5.2).
 */
record PatchWriter(ScimApi api) implements Writer {

  private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

  @Override
  public Verb verb() {
    return Verb.PATCH;
  }

  @Override
  public ObjectNode body(Account account, Map<ScimPath, Value> changes) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("schemas").add(SCHEMA);
    ArrayNode operations = body.putArray("Operations");
    // What earlier operations of this request made decides how later ones must be written.
    ObjectNode current = account.json().deepCopy();
    changes.forEach(
        (path, value) -> {
          @Nullable JsonNode json = ScimValues.json(value);
          operations.add(json == null ? removal(path) : setting(path, json, current));
          path.write(current, json);
        });
    return body;
  }

  private static ObjectNode removal(ScimPath path) {
    return switch (path) {
      case Single single -> operation("remove", single.written());
      case Listed listed -> operation("remove", listed.written());
      case Typed typed -> operation("remove", typed.isValue() ? typed.element() : typed.written());
    };
  }

  private static ObjectNode setting(ScimPath path, JsonNode value, ObjectNode current) {
    return switch (path) {
      case Single single -> operation("replace", single.written()).set("value", value);
      case Listed listed -> operation("replace", listed.written()).set("value", value);
      case Typed typed ->
          typed.find(current).isPresent()
              ? operation("replace", typed.written()).set("value", value)
              : addition(typed, value);
    };
  }

  /** Replacing a part of an element that is not there is refused, so the element is added. */
  private static ObjectNode addition(Typed typed, JsonNode value) {
    ObjectNode operation = operation("add", typed.attribute());
    operation.putArray("value").addObject().put("type", typed.type()).set(typed.part(), value);
    return operation;
  }

  private static ObjectNode operation(String op, String path) {
    return JsonNodeFactory.instance.objectNode().put("op", op).put("path", path);
  }
}
