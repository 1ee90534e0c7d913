package homeroom.simulators.idp;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;

/**
 * Bulk requests (RFC 7644 section 3.7): operations are done one after the other, each as if it had
 * been asked by itself. References from one operation to what another one creates are not known.
 */
final class BulkRoute {

  private static final String URN = "urn:ietf:params:scim:api:messages:2.0:";

  /** Answers one operation. */
  interface Operations {
    Answer answer(String method, String path, JsonObject data);
  }

  private final IdpConfig config;
  private final Operations operations;

  BulkRoute(IdpConfig config, Operations operations) {
    this.config = config;
    this.operations = operations;
  }

  Answer answer(JsonObject request, Buffer body) {
    JsonArray asked = request.getJsonArray("Operations", new JsonArray());
    if (!request.getJsonArray("schemas", new JsonArray()).contains(URN + "BulkRequest")) {
      throw ScimProblem.bad("invalidValue", "this is no bulk request");
    }
    if (asked.size() > config.maxOperations() || body.length() > config.maxPayloadSize()) {
      throw ScimProblem.status(413, "too many operations, or too large");
    }
    checkNames(asked);
    int most = request.getInteger("failOnErrors", Integer.MAX_VALUE);
    int failed = 0;
    JsonArray done = new JsonArray();
    for (int index = 0; index < asked.size() && failed < most; index++) {
      JsonObject result = one(asked.getJsonObject(index));
      done.add(result);
      failed += result.getString("status").startsWith("2") ? 0 : 1;
    }
    return Answer.of(
        200,
        new JsonObject()
            .put("schemas", new JsonArray().add(URN + "BulkResponse"))
            .put("Operations", done));
  }

  /** A creation needs a bulkId of its own. */
  private static void checkNames(JsonArray asked) {
    Set<String> names = new HashSet<>();
    for (int index = 0; index < asked.size(); index++) {
      JsonObject operation = asked.getJsonObject(index);
      String bulkId = operation.getString("bulkId");
      if ("POST".equals(operation.getString("method")) && (bulkId == null || !names.add(bulkId))) {
        throw ScimProblem.bad("invalidValue", "a POST needs a bulkId of its own");
      }
    }
  }

  private JsonObject one(JsonObject operation) {
    String method = operation.getString("method", "");
    String path = operation.getString("path", "");
    Answer answer;
    try {
      answer = operations.answer(method, path, operation.getJsonObject("data", new JsonObject()));
    } catch (ScimProblem problem) {
      answer = Answer.of(problem);
    }
    return result(operation, method, path, answer);
  }

  private static JsonObject result(
      JsonObject operation, String method, String path, Answer answer) {
    JsonObject result = new JsonObject().put("method", method);
    if (operation.containsKey("bulkId")) {
      result.put("bulkId", operation.getString("bulkId"));
    }
    boolean works = answer.status() < 300;
    if (works || !method.equals("POST")) {
      result.put("location", answer.headers().getOrDefault("location", ScimRoutes.BASE + path));
    }
    result.put("status", Integer.toString(answer.status()));
    // What went well is told without the resource, as the RFC's own example does.
    return works ? result : result.put("response", answer.body().toJsonObject());
  }
}
