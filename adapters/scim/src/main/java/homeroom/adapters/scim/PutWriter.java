package homeroom.adapters.scim;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homeroom.api.Value;
import homeroom.support.http.Call.Verb;
import java.util.Map;

/**
 * Sends the whole account as it was just read, with the changes in it. Where the provider has no
 * versions, somebody else's change between reading and sending is lost; where there is PATCH, it is
 * better.
 */
record PutWriter(ScimApi api) implements Writer {

  @Override
  public Verb verb() {
    return Verb.PUT;
  }

  @Override
  public ObjectNode body(Account account, Map<ScimPath, Value> changes) {
    ObjectNode whole = account.json().deepCopy();
    whole.remove("meta");
    fill(whole, changes);
    return whole;
  }

  /** Writes values into an account and names the schemas that it then uses. */
  static void fill(ObjectNode account, Map<ScimPath, Value> values) {
    values.forEach((path, value) -> path.write(account, ScimValues.json(value)));
    ArrayNode schemas = JsonNodeFactory.instance.arrayNode().add(ScimPaths.CORE);
    account
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (name.startsWith("urn:")) {
                schemas.add(name);
              }
            });
    account.set("schemas", schemas);
  }
}
