package homeroom.simulators.idp;

import homeroom.simulators.idp.Attribute.Mutability;
import homeroom.simulators.idp.Attribute.Type;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds what was sent against the schema and writes it in the schema's own spelling. */
final class UserCheck {

  private UserCheck() {}

  /** The account that a POST or PUT describes, without what only the server may write. */
  static JsonObject account(JsonObject sent) {
    JsonArray schemas = schemas(sent);
    if (!schemas.contains(UserSchema.CORE)) {
      throw ScimProblem.bad("invalidSyntax", "schemas does not name the User schema");
    }
    JsonObject account = new JsonObject();
    for (Map.Entry<String, Object> entry : sent) {
      if (entry.getKey().equalsIgnoreCase(UserSchema.ENTERPRISE)) {
        requireListed(schemas);
        put(account, UserSchema.EXTENSION, entry.getValue());
      } else if (!entry.getKey().equalsIgnoreCase("schemas")) {
        put(account, core(entry.getKey()), entry.getValue());
      }
    }
    return complete(account);
  }

  private static void requireListed(JsonArray schemas) {
    if (!schemas.contains(UserSchema.ENTERPRISE)) {
      throw ScimProblem.bad("invalidSyntax", "schemas does not name the extension that is used");
    }
  }

  private static JsonArray schemas(JsonObject sent) {
    return sent.getValue("schemas") instanceof JsonArray schemas ? schemas : new JsonArray();
  }

  private static Attribute core(String name) {
    return Attribute.named(name, UserSchema.CORE_ATTRIBUTES)
        .orElseThrow(() -> ScimProblem.bad("invalidSyntax", "unknown attribute " + name));
  }

  /** Checks what an account must have; an account that says nothing about it is active. */
  static JsonObject complete(JsonObject account) {
    require(account, UserSchema.CORE_ATTRIBUTES, "");
    if (!account.containsKey("active")) {
      account.put("active", true);
    }
    return account;
  }

  private static void require(JsonObject object, List<Attribute> attributes, String prefix) {
    for (Attribute attribute : attributes) {
      if (attribute.required()) {
        Object value = object.getValue(attribute.name());
        if (value == null || value instanceof String text && text.isBlank()) {
          throw ScimProblem.bad("invalidValue", prefix + attribute.name() + " is required");
        }
        if (value instanceof JsonObject inner) {
          require(inner, attribute.parts(), attribute.name() + ".");
        }
      }
    }
  }

  /** Sets an attribute; null and an empty list unassign it (RFC 7643 section 2.5). */
  static void put(JsonObject into, Attribute attribute, @Nullable Object value) {
    if (attribute.mutability() != Mutability.READ_WRITE) {
      return;
    }
    Object checked = value == null ? null : checked(attribute, value);
    if (checked == null || checked instanceof JsonArray list && list.isEmpty()) {
      into.remove(attribute.name());
    } else {
      into.put(attribute.name(), checked);
    }
  }

  private static Object checked(Attribute attribute, Object value) {
    if (!attribute.multiValued()) {
      return single(attribute, value);
    }
    if (!(value instanceof JsonArray sent)) {
      throw ScimProblem.bad("invalidValue", attribute.name() + " is a list");
    }
    JsonArray list = new JsonArray();
    sent.forEach(each -> list.add(single(attribute, each)));
    requireOnePrimary(attribute, list);
    return list;
  }

  private static void requireOnePrimary(Attribute attribute, JsonArray list) {
    long primaries =
        list.stream()
            .filter(each -> each instanceof JsonObject one && one.getBoolean("primary", false))
            .count();
    if (primaries > 1) {
      throw ScimProblem.bad("invalidValue", attribute.name() + " has more than one primary value");
    }
  }

  /** One value of an attribute; a text is no boolean, whatever it says. */
  static Object single(Attribute attribute, Object value) {
    if (attribute.type() == Type.STRING && value instanceof String
        || attribute.type() == Type.BOOLEAN && value instanceof Boolean) {
      return value;
    }
    if (attribute.type() == Type.COMPLEX && value instanceof JsonObject sent) {
      return complex(attribute, sent);
    }
    throw ScimProblem.bad("invalidValue", attribute.name() + " has a value of the wrong type");
  }

  private static JsonObject complex(Attribute attribute, JsonObject sent) {
    JsonObject checked = new JsonObject();
    for (Map.Entry<String, Object> entry : sent) {
      Attribute part =
          attribute
              .part(entry.getKey())
              .orElseThrow(
                  () ->
                      ScimProblem.bad(
                          "invalidSyntax",
                          "unknown attribute " + attribute.name() + "." + entry.getKey()));
      put(checked, part, entry.getValue());
    }
    return checked;
  }
}
