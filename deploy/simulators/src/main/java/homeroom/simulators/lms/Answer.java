package homeroom.simulators.lms;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the LMS answers.
 *
 * @param link the {@code Link} header, or nothing
 */
record Answer(int status, Object json, String link) {

  static Answer of(JsonObject json) {
    return new Answer(200, json, "");
  }

  static Answer refused(Refusal refusal) {
    return new Answer(refusal.status(), refusal.body(), "");
  }

  /**
   * A page of a list.
   *
   * @param rows those behind a given id, in order of ids
   */
  static <T extends Row> Answer page(
      Ask ask, Function<Long, Stream<T>> rows, Function<T, JsonObject> json) {
    int size = perPage(ask);
    List<T> found = rows.apply(bookmark(ask)).limit(size + 1L).toList();
    List<T> shown = found.subList(0, Math.min(size, found.size()));
    JsonArray array = new JsonArray();
    shown.forEach(row -> array.add(json.apply(row)));
    String next = found.size() > size ? link(ask, shown.getLast().id()) : "";
    return new Answer(200, array, next);
  }

  private static int perPage(Ask ask) {
    String wanted = ask.parameter("per_page", "10");
    return wanted.matches("\\d{1,6}") ? Math.clamp(Integer.parseInt(wanted), 1, 100) : 10;
  }

  /** Opaque to clients, who must not build one. */
  private static long bookmark(Ask ask) {
    String page = ask.parameter("page", "");
    if (page.isEmpty()) {
      return 0;
    }
    try {
      byte[] id = Base64.getUrlDecoder().decode(page.replaceFirst("^bookmark:", ""));
      return Long.parseLong(new String(id, StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException foreign) {
      throw Refusal.because("invalid bookmark");
    }
  }

  private static String link(Ask ask, long last) {
    StringBuilder query = new StringBuilder();
    for (Map.Entry<String, String> parameter : ask.query()) {
      if (!parameter.getKey().equals("page")) {
        query.append(Encoding.encode(parameter.getKey())).append('=');
        query.append(Encoding.encode(parameter.getValue())).append('&');
      }
    }
    byte[] id = Long.toString(last).getBytes(StandardCharsets.US_ASCII);
    String bookmark = "bookmark:" + Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    String first = "<" + ask.self() + "?" + query + ">; rel=\"first\"";
    String next = "<" + ask.self() + "?" + query + "page=" + Encoding.encode(bookmark);
    return first + "," + next + ">; rel=\"next\"";
  }

  Buffer bytes() {
    return json instanceof JsonObject object ? object.toBuffer() : ((JsonArray) json).toBuffer();
  }
}
