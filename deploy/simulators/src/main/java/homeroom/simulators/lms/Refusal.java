package homeroom.simulators.lms;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A request that the LMS does not do, with the body that Canvas answers. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final transient JsonObject body;

  private Refusal(int status, JsonObject body) {
    super(null, null, false, false);
    this.status = status;
    this.body = body;
  }

  int status() {
    return status;
  }

  JsonObject body() {
    return body;
  }

  static Refusal notFound() {
    return new Refusal(404, messages("The specified resource does not exist."));
  }

  static Refusal badToken() {
    return new Refusal(401, messages("Invalid access token."));
  }

  static Refusal notAllowed() {
    return new Refusal(
        403, messages("user not authorized to perform that action").put("status", "unauthorized"));
  }

  static Refusal unreadable() {
    return new Refusal(400, messages("There was an error parsing the request body."));
  }

  static Refusal because(String message) {
    return new Refusal(400, messages(message));
  }

  static Refusal conflict(String message) {
    return new Refusal(409, new JsonObject().put("message", message));
  }

  /** A validation that did not pass, as Rails models report it. */
  static Refusal invalid(String attribute, String type, String message) {
    JsonObject error =
        new JsonObject().put("attribute", attribute).put("type", type).put("message", message);
    JsonObject errors = new JsonObject().put(attribute, new JsonArray().add(error));
    return new Refusal(400, new JsonObject().put("errors", errors));
  }

  /** The same for a part of a form: users and their logins are created together. */
  static Refusal invalidLogin(String attribute, String type, String message) {
    JsonObject inner = invalid(attribute, type, message).body().getJsonObject("errors");
    JsonObject errors = new JsonObject().put("user", new JsonObject()).put("pseudonym", inner);
    return new Refusal(400, new JsonObject().put("errors", errors));
  }

  private static JsonObject messages(String message) {
    JsonArray errors = new JsonArray().add(new JsonObject().put("message", message));
    return new JsonObject().put("errors", errors);
  }
}
