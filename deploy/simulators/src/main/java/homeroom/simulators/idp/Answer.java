package homeroom.simulators.idp;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** What a request is answered. */
record Answer(int status, Map<String, String> headers, Buffer body) {

  Answer {
    headers = Map.copyOf(headers);
  }

  static Answer of(int status, JsonObject body) {
    return new Answer(
        status, Map.of("content-type", "application/scim+json;charset=utf-8"), body.toBuffer());
  }

  static Answer empty(int status) {
    return new Answer(status, Map.of(), Buffer.buffer());
  }

  static Answer of(ScimProblem problem) {
    return of(problem.status(), problem.body());
  }

  Answer with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }
}
