package homeroom.adapters.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homeroom.api.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where in an account a payload's field lies. */
sealed interface ScimPath {

  /** The field's name in the payload. */
  String name();

  /** The path as PATCH writes it (RFC 7644 section 3.10). */
  String written();

  /** The path without what is inside: what the {@code attributes} parameter names. */
  String root();

  /** The extension that the attribute belongs to. */
  Optional<String> schema();

  /** What an account holds there. */
  Value read(JsonNode account);

  /** Makes an account hold a value there; null removes it. */
  void write(ObjectNode account, @Nullable JsonNode value);

  /** A single value, or a part of one: {@code title}, {@code name.givenName}. */
  record Single(String name, Optional<String> schema, String attribute, Optional<String> part)
      implements ScimPath {

    @Override
    public String root() {
      return schema.map(urn -> urn + ":").orElse("") + attribute;
    }

    @Override
    public String written() {
      return root() + part.map(text -> "." + text).orElse("");
    }

    @Override
    public Value read(JsonNode account) {
      JsonNode value = holder(account, schema).path(attribute);
      return ScimValues.read(part.isPresent() ? value.path(part.get()) : value);
    }

    @Override
    public void write(ObjectNode account, @Nullable JsonNode value) {
      ObjectNode holder = schema.isPresent() ? account.withObjectProperty(schema.get()) : account;
      if (part.isEmpty()) {
        put(holder, attribute, value);
      } else {
        ObjectNode complex = holder.withObjectProperty(attribute);
        put(complex, part.get(), value);
        dropIfEmpty(holder, attribute);
      }
      schema.ifPresent(urn -> dropIfEmpty(account, urn));
    }
  }

  /** A part of the element of one type in a list: {@code emails.work}. */
  record Typed(String name, String attribute, String type, String part) implements ScimPath {

    @Override
    public Optional<String> schema() {
      return Optional.empty();
    }

    @Override
    public String root() {
      return attribute;
    }

    /** The element itself, as PATCH writes it. */
    String element() {
      return attribute + "[type eq \"" + type + "\"]";
    }

    @Override
    public String written() {
      return element() + "." + part;
    }

    @Override
    public Value read(JsonNode account) {
      return find(account).map(element -> ScimValues.read(element.path(part))).orElse(Value.NULL);
    }

    /** The element of this type, if the account has one. */
    Optional<ObjectNode> find(JsonNode account) {
      for (JsonNode element : account.path(attribute)) {
        if (element instanceof ObjectNode found
            && found.path("type").asText().equalsIgnoreCase(type)) {
          return Optional.of(found);
        }
      }
      return Optional.empty();
    }

    /** Whether an element without this part is worth nothing. */
    boolean isValue() {
      return part.equals("value");
    }

    @Override
    public void write(ObjectNode account, @Nullable JsonNode value) {
      Optional<ObjectNode> element = find(account);
      if (value == null) {
        element.ifPresent(found -> clear(account, found));
      } else {
        element.orElseGet(() -> added(account)).set(part, value);
      }
    }

    private void clear(ObjectNode account, ObjectNode element) {
      element.remove(part);
      if (isValue()) {
        ArrayNode list = account.withArrayProperty(attribute);
        list.removeIf(each -> each == element);
        dropIfEmpty(account, attribute);
      }
    }

    private ObjectNode added(ObjectNode account) {
      return account.withArrayProperty(attribute).addObject().put("type", type);
    }
  }

  /** All values of a list, without their types: {@code roles}. */
  record Listed(String name, String attribute) implements ScimPath {

    @Override
    public Optional<String> schema() {
      return Optional.empty();
    }

    @Override
    public String root() {
      return attribute;
    }

    @Override
    public String written() {
      return attribute;
    }

    @Override
    public Value read(JsonNode account) {
      List<String> values = new ArrayList<>();
      for (JsonNode element : account.path(attribute)) {
        values.add(element.isObject() ? element.path("value").asText() : element.asText());
      }
      return values.isEmpty() ? Value.NULL : Value.items(values);
    }

    @Override
    public void write(ObjectNode account, @Nullable JsonNode value) {
      put(account, attribute, value);
    }
  }

  private static JsonNode holder(JsonNode account, Optional<String> schema) {
    return schema.isPresent() ? account.path(schema.get()) : account;
  }

  private static void put(ObjectNode holder, String attribute, @Nullable JsonNode value) {
    if (value == null) {
      holder.remove(attribute);
    } else {
      holder.set(attribute, value);
    }
  }

  private static void dropIfEmpty(ObjectNode holder, String attribute) {
    if (holder.path(attribute).isEmpty()) {
      holder.remove(attribute);
    }
  }
}
