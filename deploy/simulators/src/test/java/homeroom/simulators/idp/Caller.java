package homeroom.simulators.idp;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Speaks SCIM to the stand-in with a client that is not ours. */
final class Caller implements AutoCloseable {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private final String token;

  record Reply(int status, String type, JsonObject body) {
    String scimType() {
      return body.getString("scimType", "");
    }
  }

  Caller(String url, String token) {
    this.url = url;
    this.token = token;
  }

  Reply get(String path) throws IOException, InterruptedException {
    return call("GET", path, BodyPublishers.noBody());
  }

  Reply delete(String path) throws IOException, InterruptedException {
    return call("DELETE", path, BodyPublishers.noBody());
  }

  Reply filter(String filter) throws IOException, InterruptedException {
    return get("/Users?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
  }

  Reply send(String method, String path, JsonObject body) throws IOException, InterruptedException {
    return call(method, path, BodyPublishers.ofString(body.encode()));
  }

  Reply patch(String id, JsonObject... operations) throws IOException, InterruptedException {
    JsonObject body =
        new JsonObject()
            .put("schemas", new JsonArray().add("urn:ietf:params:scim:api:messages:2.0:PatchOp"))
            .put("Operations", new JsonArray(List.of(operations)));
    return send("PATCH", "/Users/" + id, body);
  }

  static JsonObject operation(String op, String path) {
    return new JsonObject().put("op", op).put("path", path);
  }

  static JsonObject person(String userName) {
    return new JsonObject()
        .put("schemas", new JsonArray().add(UserSchema.CORE))
        .put("userName", userName)
        .put("name", new JsonObject().put("familyName", "Lopez").put("givenName", "Ana"));
  }

  private Reply call(String method, String path, HttpRequest.BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("authorization", "Bearer " + token)
            .header("content-type", "application/scim+json")
            .method(method, body)
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    return new Reply(
        response.statusCode(),
        response.headers().firstValue("content-type").orElse(""),
        response.body().isEmpty() ? new JsonObject() : new JsonObject(response.body()));
  }

  @Override
  public void close() {
    client.close();
  }
}
