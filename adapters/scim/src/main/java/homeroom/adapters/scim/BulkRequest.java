package homeroom.adapters.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homeroom.api.Delivery;
import homeroom.support.http.Address;
import homeroom.support.http.Call;
import homeroom.support.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One bulk request and what its answer says of each of its operations (RFC 7644 section 3.7). */
record BulkRequest(List<Operation> operations) {

  private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

  /**
   * A part of a bulk request.
   *
   * @param name by which the answer tells it from others: its bulkId, or the account's id
   * @param call as it would be by itself, for messages
   */
  record Operation(Delivery delivery, Step step, String name, Call call, ObjectNode json) {

    static Operation of(Delivery delivery, Step.Create create, String bulkId) {
      ObjectNode json = operation(Call.Verb.POST, "/" + ScimApi.USERS, create.body());
      json.put("bulkId", bulkId);
      Call call = Call.of(Call.Verb.POST, Address.of(ScimApi.USERS));
      return new Operation(delivery, create, bulkId, call, json);
    }

    static Operation of(Delivery delivery, Step.Change change, Writer writer) {
      Account account = change.account();
      ObjectNode body = writer.body(account, change.changes());
      Call call = Call.of(writer.verb(), ScimApi.user(account.id()));
      String path = "/" + ScimApi.USERS + "/" + ScimApi.segment(account.id());
      return new Operation(
          delivery, change, account.id(), call, operation(writer.verb(), path, body));
    }

    private static ObjectNode operation(Call.Verb verb, String path, ObjectNode body) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("method", verb.name()).put("path", path).set("data", body);
      return json;
    }

    int size() {
      return json.toString().getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /** Without {@code failOnErrors}: one that is refused takes no other with it. */
  ObjectNode body() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("schemas").add(SCHEMA);
    ArrayNode all = body.putArray("Operations");
    operations.forEach(operation -> all.add(operation.json()));
    return body;
  }

  /**
   * What an answer says of each operation, as if it had been asked by itself; an operation of which
   * it says nothing is not there. A creation goes by its bulkId, others by the account's location.
   */
  Map<Operation, Reply> replies(JsonNode answer) {
    Map<String, JsonNode> byName = new HashMap<>();
    answer.path("Operations").forEach(one -> name(one).ifPresent(name -> byName.put(name, one)));
    Map<Operation, Reply> replies = new HashMap<>();
    for (Operation operation : operations) {
      JsonNode one = byName.get(operation.name());
      if (one != null && status(one).isPresent()) {
        replies.put(operation, reply(operation, one, status(one).get()));
      }
    }
    return replies;
  }

  private static Optional<String> name(JsonNode one) {
    String bulkId = one.path("bulkId").asText("");
    return bulkId.isEmpty() ? ScimApi.idOf(one.path("location").asText("")) : Optional.of(bulkId);
  }

  /** A text; some providers write a number, and those of an older draft an object. */
  private static Optional<Integer> status(JsonNode one) {
    JsonNode status = one.path("status");
    int code = status.isObject() ? status.path("code").asInt(0) : status.asInt(0);
    return code >= 100 && code < 600 ? Optional.of(code) : Optional.empty();
  }

  private static Reply reply(Operation operation, JsonNode one, int status) {
    JsonNode response = one.path("response");
    byte[] body =
        response.isMissingNode() || response.isNull()
            ? new byte[0]
            : response.toString().getBytes(StandardCharsets.UTF_8);
    String location = one.path("location").asText("");
    Map<String, String> headers = location.isEmpty() ? Map.of() : Map.of("location", location);
    return new Reply(operation.call(), status, headers, body);
  }
}
