package homeroom.simulators.idp;

import homeroom.simulators.idp.Attribute.Mutability;
import homeroom.simulators.idp.Attribute.Type;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes an account as PATCH says (RFC 7644 section 3.5.2): all operations or none. */
final class UserPatch {

  private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

  private final JsonObject account;

  private UserPatch(JsonObject account) {
    this.account = account;
  }

  /** The account as it is after the request; the one given is left as it is. */
  static JsonObject applied(JsonObject account, JsonObject request) {
    if (!(request.getValue("schemas") instanceof JsonArray schemas) || !schemas.contains(SCHEMA)) {
      throw ScimProblem.bad("invalidSyntax", "schemas does not name PatchOp");
    }
    if (!(request.getValue("Operations") instanceof JsonArray list) || list.isEmpty()) {
      throw ScimProblem.bad("invalidSyntax", "Operations is missing");
    }
    UserPatch patch = new UserPatch(account.copy());
    for (Object operation : list) {
      if (!(operation instanceof JsonObject one)) {
        throw ScimProblem.bad("invalidSyntax", "an operation is an object");
      }
      patch.apply(one);
    }
    return UserCheck.complete(patch.account);
  }

  private void apply(JsonObject operation) {
    String op = operation.getValue("op") instanceof String text ? text : "";
    Object path = operation.getValue("path");
    switch (op.toLowerCase(Locale.ROOT)) {
      case "add" -> write(path, operation.getValue("value"), true);
      case "replace" -> write(path, operation.getValue("value"), false);
      case "remove" -> remove(path);
      default -> throw ScimProblem.bad("invalidSyntax", "op is add, replace or remove");
    }
  }

  private void write(@Nullable Object path, @Nullable Object value, boolean adding) {
    if (path instanceof String text) {
      write(Path.parse(text), value, adding);
    } else if (value instanceof JsonObject attributes) {
      for (Map.Entry<String, Object> entry : attributes) {
        write(Path.parse(entry.getKey()), entry.getValue(), adding);
      }
    } else {
      throw ScimProblem.bad("invalidValue", "without a path the value is an object");
    }
  }

  private void write(Path path, @Nullable Object value, boolean adding) {
    requireWritable(path.attribute());
    JsonObject holder = path.extension() ? inside(account, UserSchema.EXTENSION) : account;
    if (path.filter().isPresent()) {
      writeMatching(path, holder, value);
    } else if (path.inner().isPresent()) {
      requireSingle(path);
      JsonObject complex = inside(holder, path.attribute());
      UserCheck.put(complex, path.inner().get(), value);
      dropIfEmpty(holder, path.attribute().name());
    } else {
      writeWhole(path.attribute(), holder, value, adding);
    }
    dropIfEmpty(account, UserSchema.ENTERPRISE);
  }

  private void writeWhole(
      Attribute attribute, JsonObject holder, @Nullable Object value, boolean adding) {
    if (adding && attribute.multiValued()) {
      append(attribute, holder, value);
    } else if (attribute.type() == Type.COMPLEX
        && !attribute.multiValued()
        && value instanceof JsonObject parts) {
      JsonObject before = inside(holder, attribute);
      JsonObject merged = before.copy().mergeIn(parts);
      UserCheck.put(holder, attribute, merged);
      dropIfEmpty(holder, attribute.name());
    } else {
      UserCheck.put(holder, attribute, value);
    }
  }

  private static void append(Attribute attribute, JsonObject holder, @Nullable Object value) {
    JsonArray list = holder.getJsonArray(attribute.name(), new JsonArray());
    JsonArray added = value instanceof JsonArray many ? many : new JsonArray().add(value);
    for (Object each : added) {
      Object checked = UserCheck.single(attribute, each);
      if (checked instanceof JsonObject one && one.getBoolean("primary", false)) {
        list.forEach(other -> ((JsonObject) other).remove("primary"));
      }
      if (!list.contains(checked)) {
        list.add(checked);
      }
    }
    UserCheck.put(holder, attribute, list);
  }

  private static void writeMatching(Path path, JsonObject holder, @Nullable Object value) {
    List<JsonObject> matching = matching(path, holder);
    if (matching.isEmpty()) {
      throw ScimProblem.bad("noTarget", "no value of " + path.attribute().name() + " matches");
    }
    for (JsonObject element : matching) {
      if (path.inner().isPresent()) {
        UserCheck.put(element, path.inner().get(), value);
      } else if (value instanceof JsonObject parts) {
        parts.forEach(part -> UserCheck.put(element, partOf(path, part.getKey()), part.getValue()));
      } else {
        throw ScimProblem.bad("invalidValue", path.attribute().name() + " is complex");
      }
    }
  }

  private static Attribute partOf(Path path, String name) {
    return path.attribute()
        .part(name)
        .orElseThrow(() -> ScimProblem.bad("invalidSyntax", "unknown attribute " + name));
  }

  private static List<JsonObject> matching(Path path, JsonObject holder) {
    return holder.getJsonArray(path.attribute().name(), new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .filter(path.filter().orElseThrow()::matches)
        .collect(Collectors.toList());
  }

  private void remove(@Nullable Object path) {
    if (!(path instanceof String text)) {
      throw ScimProblem.bad("noTarget", "remove needs a path");
    }
    Path parsed = Path.parse(text);
    requireWritable(parsed.attribute());
    JsonObject holder = parsed.extension() ? inside(account, UserSchema.EXTENSION) : account;
    String name = parsed.attribute().name();
    if (parsed.filter().isPresent()) {
      removeMatching(parsed, holder);
    } else if (parsed.inner().isPresent()) {
      requireSingle(parsed);
      inside(holder, parsed.attribute()).remove(parsed.inner().get().name());
      dropIfEmpty(holder, name);
    } else {
      holder.remove(name);
    }
    dropIfEmpty(account, UserSchema.ENTERPRISE);
  }

  private static void removeMatching(Path path, JsonObject holder) {
    List<JsonObject> matching = matching(path, holder);
    if (path.inner().isPresent()) {
      matching.forEach(element -> element.remove(path.inner().get().name()));
      return;
    }
    JsonArray left = new JsonArray();
    holder.getJsonArray(path.attribute().name(), new JsonArray()).stream()
        .filter(element -> !matching.contains(element))
        .forEach(left::add);
    UserCheck.put(holder, path.attribute(), left);
  }

  private static void requireWritable(Attribute attribute) {
    if (attribute.mutability() == Mutability.READ_ONLY) {
      throw ScimProblem.bad("mutability", attribute.name() + " is read-only");
    }
  }

  private static void requireSingle(Path path) {
    if (path.attribute().multiValued()) {
      throw ScimProblem.bad("invalidPath", path.attribute().name() + " is a list");
    }
  }

  private static JsonObject inside(JsonObject holder, Attribute attribute) {
    if (!holder.containsKey(attribute.name())) {
      holder.put(attribute.name(), new JsonObject());
    }
    return holder.getJsonObject(attribute.name());
  }

  private static void dropIfEmpty(JsonObject holder, String name) {
    if (holder.getValue(name) instanceof JsonObject inner && inner.isEmpty()) {
      holder.remove(name);
    }
  }
}
