package homeroom.simulators.lms;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * One request, understood.
 *
 * @param path the decoded segments behind {@code /api/v1}
 * @param body what was sent, or an empty object
 * @param self the URL of this request without its query
 */
record Ask(
    String method,
    List<String> path,
    MultiMap query,
    JsonObject body,
    Person who,
    String requestId,
    String self) {

  /** Whether the path has this shape; a star stands for any segment. */
  boolean is(String wantedMethod, String... shape) {
    if (!method.equals(wantedMethod) || path.size() != shape.length) {
      return false;
    }
    for (int at = 0; at < shape.length; at++) {
      if (!shape[at].equals("*") && !shape[at].equals(path.get(at))) {
        return false;
      }
    }
    return true;
  }

  String at(int index) {
    return path.get(index);
  }

  /** The nested parameters below a name. */
  Params params(String name) {
    return Params.of(body, name);
  }

  /** A top-level parameter from the query or the body. */
  String parameter(String name, String otherwise) {
    String inQuery = query.get(name);
    if (inQuery != null) {
      return inQuery;
    }
    Object inBody = body.getValue(name);
    return inBody == null ? otherwise : inBody.toString();
  }

  boolean includes(String what) {
    return query.getAll("include[]").contains(what);
  }

  /** Only administrators go on. */
  void needsAdmin() {
    if (who.role() != Person.Role.ADMIN) {
      throw Refusal.notAllowed();
    }
  }
}
