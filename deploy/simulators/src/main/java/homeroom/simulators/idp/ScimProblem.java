package homeroom.simulators.idp;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A request that is refused (RFC 7644 section 3.12). */
final class ScimProblem extends RuntimeException {

  private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";

  private final int status;
  private final String scimType;

  private ScimProblem(int status, String scimType, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.scimType = scimType;
  }

  /** A 400 with its {@code scimType}. */
  static ScimProblem bad(String scimType, String detail) {
    return new ScimProblem(400, scimType, detail);
  }

  static ScimProblem taken(String attribute) {
    return new ScimProblem(409, "uniqueness", attribute + " is already in use");
  }

  /** A status that has no {@code scimType}. */
  static ScimProblem status(int status, String detail) {
    return new ScimProblem(status, "", detail);
  }

  int status() {
    return status;
  }

  JsonObject body() {
    JsonObject body =
        new JsonObject()
            .put("schemas", new JsonArray().add(SCHEMA))
            .put("status", Integer.toString(status));
    if (!scimType.isEmpty()) {
      body.put("scimType", scimType);
    }
    return body.put("detail", getMessage());
  }
}
