package homeroom.simulators.idp;

import homeroom.simulators.history.History;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Answers requests below {@code /scim/v2}. */
final class ScimRoutes {

  static final String BASE = "/scim/v2";
  private static final String USERS = BASE + "/Users";

  private final IdpConfig config;
  private final UserStore store;
  private final History history;
  private final String address;

  ScimRoutes(IdpConfig config, UserStore store, History history, String address) {
    this.config = config;
    this.store = store;
    this.history = history;
    this.address = address;
  }

  Answer answer(HttpServerRequest request, Buffer body) {
    try {
      if (!("Bearer " + config.token()).equals(request.getHeader("authorization"))) {
        return Answer.of(ScimProblem.status(401, "the bearer token is missing or not valid"))
            .with("www-authenticate", "Bearer");
      }
      return route(request, body);
    } catch (ScimProblem problem) {
      return Answer.of(problem);
    }
  }

  private Answer route(HttpServerRequest request, Buffer body) {
    String path = request.path();
    if (path.equals(USERS)) {
      return users(request, body);
    }
    if (path.startsWith(USERS + "/")) {
      return user(request, path.substring(USERS.length() + 1), body);
    }
    if (path.equals(BASE + "/Bulk") && config.maxOperations() > 0) {
      require(request.method().equals(HttpMethod.POST), 405);
      return new BulkRoute(config, this::operation).answer(json(request, body), body);
    }
    require(request.method().equals(HttpMethod.GET), 405);
    return switch (path) {
      case BASE + "/ServiceProviderConfig" ->
          Answer.of(200, Discovery.serviceProviderConfig(config));
      case BASE + "/ResourceTypes" -> Answer.of(200, Discovery.resourceTypes());
      case BASE + "/Schemas" -> Answer.of(200, Discovery.schemas());
      default -> throw ScimProblem.status(404, "no such endpoint");
    };
  }

  private Answer users(HttpServerRequest request, Buffer body) {
    return switch (request.method().name()) {
      case "GET" -> find(request);
      case "POST" -> created(json(request, body));
      default -> throw ScimProblem.status(405, "Users can be read and added to");
    };
  }

  private Answer user(HttpServerRequest request, String id, Buffer body) {
    return switch (request.method().name()) {
      case "GET" -> Answer.of(200, shown(request, store.read(id)));
      case "PUT" -> Answer.of(200, located(put(ifMatch(request), id, json(request, body))));
      case "PATCH" -> patched(request, id, json(request, body));
      case "DELETE" -> {
        store.delete(id);
        yield Answer.empty(204);
      }
      default -> throw ScimProblem.status(405, "an account knows GET, PUT, PATCH and DELETE");
    };
  }

  private Answer created(JsonObject sent) {
    JsonObject answer = located(noted(new JsonObject(), store.create(UserCheck.account(sent))));
    return Answer.of(201, answer)
        .with("location", answer.getJsonObject("meta").getString("location"));
  }

  /** A part of a bulk request; its path begins behind the base. */
  private Answer operation(String method, String path, JsonObject data) {
    if (method.equals("POST") && path.equals("/Users")) {
      return created(data);
    }
    if (!path.startsWith("/Users/")) {
      throw ScimProblem.status(404, "no such endpoint");
    }
    String id = URLDecoder.decode(path.substring("/Users/".length()), StandardCharsets.UTF_8);
    return switch (method) {
      case "PUT" -> Answer.of(200, located(put(Optional.empty(), id, data)));
      case "PATCH" ->
          Answer.of(
              200,
              located(changed(Optional.empty(), id, account -> UserPatch.applied(account, data))));
      case "DELETE" -> {
        store.delete(id);
        yield Answer.empty(204);
      }
      default -> throw ScimProblem.status(405, "an account knows PUT, PATCH and DELETE");
    };
  }

  private Answer patched(HttpServerRequest request, String id, JsonObject sent) {
    JsonObject patched = changed(ifMatch(request), id, account -> UserPatch.applied(account, sent));
    return config.bareAnswers() ? Answer.empty(204) : Answer.of(200, shown(request, patched));
  }

  private JsonObject put(Optional<String> as, String id, JsonObject sent) {
    store.read(id);
    if (!id.equals(sent.getValue("id"))) {
      throw ScimProblem.bad("invalidValue", "the id in the body is not that of the path");
    }
    return changed(as, id, before -> UserCheck.account(sent));
  }

  private static Optional<String> ifMatch(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader("if-match"));
  }

  /** Changes an account and notes what the request changed of it. */
  private JsonObject changed(Optional<String> as, String id, UnaryOperator<JsonObject> change) {
    JsonObject[] before = {new JsonObject()};
    JsonObject after =
        store.change(
            id,
            as,
            account -> {
              before[0] = account;
              return change.apply(account);
            });
    return noted(before[0], after);
  }

  private JsonObject noted(JsonObject before, JsonObject after) {
    String externalId = after.getString("externalId");
    if (externalId != null) {
      history.note("Users", externalId, texts(before), texts(after));
    }
    return after;
  }

  private static Map<String, String> texts(JsonObject account) {
    Map<String, String> fields = new HashMap<>();
    fields.put("userName", account.getString("userName", ""));
    fields.put("displayName", account.getString("displayName", ""));
    JsonObject name = account.getJsonObject("name", new JsonObject());
    fields.put("name.givenName", name.getString("givenName", ""));
    fields.put("name.familyName", name.getString("familyName", ""));
    for (Object email : account.getJsonArray("emails", new JsonArray())) {
      JsonObject one = (JsonObject) email;
      fields.put("emails." + one.getString("type"), one.getString("value", ""));
    }
    return fields;
  }

  private Answer find(HttpServerRequest request) {
    Optional<Filter> filter =
        Optional.ofNullable(request.getParam("filter")).map(Filter::ofAccounts);
    int startIndex = config.cursors() ? cursor(request) : startIndex(request);
    int count = Math.clamp(whole(request, "count", config.maxResults()), 0, config.maxResults());
    Projection projection = Projection.of(request.getParam("attributes"));
    UserStore.Page page = store.find(filter, startIndex, count);
    List<JsonObject> shown =
        page.accounts().stream().map(account -> projection.of(located(account))).toList();
    return Answer.of(
        200,
        config.cursors()
            ? Discovery.cut(shown, page.total(), startIndex)
            : Discovery.list(shown, page.total(), startIndex));
  }

  private static int startIndex(HttpServerRequest request) {
    return Math.max(1, whole(request, "startIndex", 1));
  }

  private static int cursor(HttpServerRequest request) {
    if (request.getParam("startIndex") != null) {
      throw ScimProblem.bad("invalidValue", "pages are turned by cursor");
    }
    @Nullable String cursor = request.getParam("cursor");
    return cursor == null || cursor.isEmpty() ? 1 : Discovery.position(cursor);
  }

  private JsonObject shown(HttpServerRequest request, JsonObject account) {
    return Projection.of(request.getParam("attributes")).of(located(account));
  }

  private JsonObject located(JsonObject account) {
    JsonObject meta =
        account
            .getJsonObject("meta")
            .copy()
            .put("location", address + USERS + "/" + account.getString("id"));
    return new JsonObject().mergeIn(account).put("meta", meta);
  }

  private static int whole(HttpServerRequest request, String name, int otherwise) {
    @Nullable String text = request.getParam(name);
    try {
      return text == null ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw ScimProblem.bad("invalidValue", name + " is a whole number");
    }
  }

  private static JsonObject json(HttpServerRequest request, Buffer body) {
    String type = Optional.ofNullable(request.getHeader("content-type")).orElse("");
    require(type.startsWith("application/scim+json") || type.startsWith("application/json"), 415);
    try {
      return new JsonObject(body);
    } catch (DecodeException | ClassCastException e) {
      throw ScimProblem.bad("invalidSyntax", "the body is no JSON object");
    }
  }

  private static void require(boolean condition, int otherwise) {
    if (!condition) {
      throw ScimProblem.status(otherwise, "this cannot be asked like that");
    }
  }
}
