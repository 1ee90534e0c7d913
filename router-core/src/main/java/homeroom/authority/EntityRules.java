package homeroom.authority;

import java.util.Map;

/**
 * How the records of an entity are decided.
 *
 * @param entity its name
 * @param fields by name, with {@link FieldRules#EXISTS} among them
 */
public record EntityRules(String entity, Map<String, FieldRules> fields) {
  public EntityRules {
    fields = Map.copyOf(fields);
    if (!fields.containsKey(FieldRules.EXISTS)) {
      throw new IllegalArgumentException("existence is a field like any other");
    }
  }

  /** Whether anything but the time plays a part in who may decide some field. */
  boolean conditional() {
    for (FieldRules field : fields.values()) {
      if (field.isConditional()) {
        return true;
      }
    }
    return false;
  }
}
