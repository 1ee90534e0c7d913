package homeroom.adapters.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import homeroom.api.Value;
import org.jspecify.annotations.Nullable;

/**
 * Values as accounts hold them. The attributes of a user are texts and booleans, so numbers, days
 * and moments are sent as texts, and a boolean never is.
 */
final class ScimValues {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ScimValues() {}

  /** What is sent for a value; null where nothing is to be there. */
  static @Nullable JsonNode json(Value value) {
    return switch (value) {
      case Value.Null _ -> null;
      case Value.Text(String text) -> JSON.textNode(text);
      case Value.Flag(boolean flag) -> JSON.booleanNode(flag);
      case Value.Whole whole -> JSON.textNode(whole.toString());
      case Value.Decimal decimal -> JSON.textNode(decimal.toString());
      case Value.Day day -> JSON.textNode(day.toString());
      case Value.Moment moment -> JSON.textNode(moment.toString());
      case Value.Items items -> items.items().isEmpty() ? null : list(items);
    };
  }

  private static ArrayNode list(Value.Items items) {
    ArrayNode list = JSON.arrayNode();
    items.items().forEach(item -> list.addObject().put("value", item));
    return list;
  }

  /** What one attribute holds. */
  static Value read(JsonNode json) {
    return switch (json.getNodeType()) {
      case BOOLEAN -> Value.flag(json.booleanValue());
      case STRING -> Value.text(json.textValue());
      case NUMBER ->
          json.isIntegralNumber() && json.canConvertToLong()
              ? Value.whole(json.longValue())
              : Value.decimal(json.decimalValue());
      case ARRAY, BINARY, MISSING, NULL, OBJECT, POJO -> Value.NULL;
    };
  }

  /**
   * Whether an account that holds one value needs no change to hold the other. A {@code userName}
   * is the same in any spelling (RFC 7643 section 4.1.1).
   */
  static boolean same(ScimPath path, Value wanted, Value held) {
    Value one = sent(wanted);
    Value other = sent(held);
    return one.equals(other)
        || path.written().equals("userName") && one.toString().equalsIgnoreCase(other.toString());
  }

  private static Value sent(Value value) {
    return switch (value) {
      case Value.Null none -> none;
      case Value.Text text -> text;
      case Value.Flag flag -> flag;
      case Value.Whole whole -> Value.text(whole.toString());
      case Value.Decimal decimal -> Value.text(decimal.toString());
      case Value.Day day -> Value.text(day.toString());
      case Value.Moment moment -> Value.text(moment.toString());
      case Value.Items items -> items.items().isEmpty() ? Value.NULL : items;
    };
  }
}
