package homeroom.simulators.idp;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What the provider says about itself (RFC 7643 sections 5 to 7). */
final class Discovery {

  private static final String URN = "urn:ietf:params:scim:schemas:core:2.0:";

  private Discovery() {}

  static JsonObject serviceProviderConfig(IdpConfig config) {
    return new JsonObject()
        .put("schemas", new JsonArray().add(URN + "ServiceProviderConfig"))
        .put("patch", supported(true))
        .put(
            "bulk",
            supported(config.maxOperations() > 0)
                .put("maxOperations", config.maxOperations())
                .put("maxPayloadSize", config.maxPayloadSize()))
        .put("filter", supported(true).put("maxResults", config.maxResults()))
        .put("changePassword", supported(false))
        .put("sort", supported(false))
        .put("etag", supported(true))
        .put(
            "authenticationSchemes",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("type", "oauthbearertoken")
                        .put("name", "Bearer token")
                        .put("description", "A token in the Authorization header")));
  }

  static JsonObject resourceTypes() {
    JsonObject extension =
        new JsonObject().put("schema", UserSchema.ENTERPRISE).put("required", false);
    return list(
        new JsonObject()
            .put("schemas", new JsonArray().add(URN + "ResourceType"))
            .put("id", "User")
            .put("name", "User")
            .put("endpoint", "/Users")
            .put("schema", UserSchema.CORE)
            .put("schemaExtensions", new JsonArray().add(extension)));
  }

  static JsonObject schemas() {
    return list(
        schema(UserSchema.CORE, "User", UserSchema.CORE_ATTRIBUTES),
        schema(UserSchema.ENTERPRISE, "EnterpriseUser", UserSchema.ENTERPRISE_ATTRIBUTES));
  }

  private static JsonObject schema(String id, String name, List<Attribute> attributes) {
    JsonArray described = new JsonArray();
    attributes.forEach(attribute -> described.add(attribute.described()));
    return new JsonObject()
        .put("schemas", new JsonArray().add(URN + "Schema"))
        .put("id", id)
        .put("name", name)
        .put("attributes", described);
  }

  private static JsonObject supported(boolean supported) {
    return new JsonObject().put("supported", supported);
  }

  private static JsonObject list(JsonObject... resources) {
    return list(List.of(resources), resources.length, 1);
  }

  /** A list response (RFC 7644 section 3.4.2). */
  static JsonObject list(List<JsonObject> resources, int total, int startIndex) {
    return new JsonObject()
        .put("schemas", new JsonArray().add("urn:ietf:params:scim:api:messages:2.0:ListResponse"))
        .put("totalResults", total)
        .put("startIndex", startIndex)
        .put("itemsPerPage", resources.size())
        .put("Resources", new JsonArray(resources));
  }

  private static final String CURSOR = "after-";

  /**
   * A list response whose pages are turned by cursor; all are counted only if they fit one page.
   */
  static JsonObject cut(List<JsonObject> resources, int total, int startIndex) {
    JsonObject list = list(resources, total, startIndex);
    list.remove("startIndex");
    if (resources.size() < total) {
      list.remove("totalResults");
    }
    int next = startIndex + resources.size();
    return next <= total && !resources.isEmpty() ? list.put("nextCursor", CURSOR + next) : list;
  }

  /** Where a cursor leads. */
  static int position(String cursor) {
    if (!cursor.matches(CURSOR + "\\d{1,9}")) {
      throw ScimProblem.bad("invalidCursor", "this provider made no such cursor");
    }
    return Integer.parseInt(cursor.substring(CURSOR.length()));
  }
}
