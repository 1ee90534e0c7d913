package homeroom.adapters.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A realm of a real Keycloak, set up so that it speaks SCIM and keeps externalId and userType. */
final class Keycloak {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLIENT = "homeroom";
  private static final String SECRET = "s3cret";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final String realm = "homeroom-" + UUID.randomUUID();
  private String admin = "";
  private String token = "";

  private Keycloak(String base) {
    this.base = base;
  }

  static Keycloak open(String base) throws IOException {
    Keycloak keycloak = new Keycloak(base);
    keycloak.loginAsAdmin();
    keycloak.makeRealm();
    keycloak.makeClient();
    keycloak.mapAttributes();
    keycloak.token =
        keycloak.login(
            keycloak.realm,
            Map.of(
                "grant_type", "client_credentials",
                "client_id", CLIENT,
                "client_secret", SECRET));
    return keycloak;
  }

  /** For a minute. */
  private void loginAsAdmin() throws IOException {
    admin =
        login(
            "master",
            Map.of(
                "grant_type", "password",
                "client_id", "admin-cli",
                "username", "admin",
                "password", "admin"));
  }

  /** Where its SCIM resources lie. */
  String scim() {
    return base + "/realms/" + realm + "/scim/v2";
  }

  String token() {
    return token;
  }

  JsonNode account(String userName) throws IOException {
    String filter = URLEncoder.encode("userName eq \"" + userName + "\"", StandardCharsets.UTF_8);
    return send("GET", scim() + "/Users?filter=" + filter, "", token).path("Resources").path(0);
  }

  void erase(String userName) throws IOException {
    send("DELETE", scim() + "/Users/" + account(userName).path("id").asText(), "", token);
  }

  void patchMail(String id, String mail) throws IOException {
    ObjectNode patch = JSON.createObjectNode();
    patch.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:PatchOp");
    patch
        .putArray("Operations")
        .addObject()
        .put("op", "replace")
        .put("path", "emails[type eq \"work\"].value")
        .put("value", mail);
    send("PATCH", scim() + "/Users/" + id, patch.toString(), token);
  }

  void close() throws IOException {
    loginAsAdmin();
    send("DELETE", base + "/admin/realms/" + realm, "", admin);
    http.close();
  }

  private void makeRealm() throws IOException {
    ObjectNode made = JSON.createObjectNode().put("realm", realm).put("enabled", true);
    made.put("scimApiEnabled", true).put("accessTokenLifespan", 3600);
    send("POST", base + "/admin/realms", made.toString(), admin);
  }

  private void makeClient() throws IOException {
    ObjectNode client = JSON.createObjectNode().put("clientId", CLIENT).put("secret", SECRET);
    client.put("serviceAccountsEnabled", true).put("publicClient", false);
    ObjectNode mapper = client.putArray("protocolMappers").addObject();
    mapper.put("name", "audience").put("protocol", "openid-connect");
    mapper.put("protocolMapper", "oidc-audience-mapper");
    mapper
        .putObject("config")
        .put("included.custom.audience", scim())
        .put("access.token.claim", "true");
    send("POST", own("/clients"), client.toString(), admin);
    String account = own("/clients/" + client(CLIENT) + "/service-account-user");
    String user = send("GET", account, "", admin).path("id").asText();
    String management = client("realm-management");
    ArrayNode roles = JSON.createArrayNode();
    roles.add(send("GET", own("/clients/" + management + "/roles/manage-users"), "", admin));
    String mappings = own("/users/" + user + "/role-mappings/clients/" + management);
    send("POST", mappings, roles.toString(), admin);
  }

  private String client(String name) throws IOException {
    return send("GET", own("/clients?clientId=" + name), "", admin).path(0).path("id").asText();
  }

  /** Without a place for them it answers 201 and drops them. */
  private void mapAttributes() throws IOException {
    ObjectNode profile = (ObjectNode) send("GET", own("/users/profile"), "", admin);
    for (String name : new String[] {"externalId", "userType"}) {
      ObjectNode attribute = profile.withArrayProperty("attributes").addObject();
      attribute.put("name", name).put("displayName", name);
      ObjectNode permissions = attribute.putObject("permissions");
      permissions.putArray("view").add("admin");
      permissions.putArray("edit").add("admin");
      attribute.putObject("annotations").put("kc.scim.schema.attribute", name);
    }
    send("PUT", own("/users/profile"), profile.toString(), admin);
  }

  private String own(String path) {
    return base + "/admin/realms/" + realm + path;
  }

  private String login(String where, Map<String, String> form) throws IOException {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(base + "/realms/" + where + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build();
    return send(request).path("access_token").asText();
  }

  private JsonNode send(String method, String url, String body, String bearer) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Bearer " + bearer)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  private JsonNode send(HttpRequest request) throws IOException {
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IOException(
            request.method() + " " + request.uri().getPath() + ": " + answer.statusCode());
      }
      return answer.body().isEmpty() ? JSON.missingNode() : JSON.readTree(answer.body());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }
}
