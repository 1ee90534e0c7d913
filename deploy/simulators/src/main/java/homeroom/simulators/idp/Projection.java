package homeroom.simulators.idp;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code attributes} parameter (RFC 7644 section 3.9): what of an account is answered. */
final class Projection {

  private final List<Path> paths;

  private Projection(List<Path> paths) {
    this.paths = paths;
  }

  /** Reads a list of paths with commas between; nothing means everything. */
  static Projection of(@Nullable String attributes) {
    return attributes == null || attributes.isBlank()
        ? new Projection(List.of())
        : new Projection(
            Arrays.stream(attributes.split(",")).map(String::strip).map(Path::parse).toList());
  }

  /** Of an account only what is asked for; {@code schemas} and {@code id} are always there. */
  JsonObject of(JsonObject account) {
    if (paths.isEmpty()) {
      return account;
    }
    JsonObject part =
        new JsonObject()
            .put("schemas", account.getValue("schemas"))
            .put("id", account.getString("id"));
    paths.forEach(path -> copy(path, account, part));
    return part;
  }

  private static void copy(Path path, JsonObject account, JsonObject into) {
    String extension = UserSchema.ENTERPRISE;
    JsonObject from = path.extension() ? account.getJsonObject(extension) : account;
    Object value = from == null ? null : from.getValue(path.attribute().name());
    if (value == null) {
      return;
    }
    if (path.extension() && !into.containsKey(extension)) {
      into.put(extension, new JsonObject());
    }
    JsonObject target = path.extension() ? into.getJsonObject(extension) : into;
    if (path.inner().isEmpty()) {
      target.put(path.attribute().name(), value);
    } else {
      copyInner(path, value, target);
    }
  }

  private static void copyInner(Path path, Object value, JsonObject target) {
    String name = path.attribute().name();
    String inner = path.inner().orElseThrow().name();
    if (value instanceof JsonObject complex && complex.containsKey(inner)) {
      JsonObject chosen = target.getJsonObject(name, new JsonObject());
      target.put(name, chosen.put(inner, complex.getValue(inner)));
    } else if (value instanceof JsonArray list) {
      JsonArray chosen = target.getJsonArray(name, new JsonArray());
      for (int index = 0; index < list.size(); index++) {
        if (chosen.size() <= index) {
          chosen.add(new JsonObject());
        }
        chosen.getJsonObject(index).put(inner, list.getJsonObject(index).getValue(inner));
      }
      target.put(name, chosen);
    }
  }
}
