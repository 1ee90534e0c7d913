package homeroom.config;

import homeroom.authority.FieldType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What people are told about an entity.
 *
 * @param entity its name
 * @param title for people
 * @param keyName what people call its natural key
 * @param fields by name, in the configuration's order
 */
public record EntityDescription(
    String entity, String title, String keyName, Map<String, Field> fields) {

  /**
   * One field.
   *
   * @param title for people
   * @param type of its values
   * @param refersTo the entity a reference refers to
   * @param privacy how much it tells about a person
   * @param reported whether its before and after are in the reports of batches
   */
  public record Field(
      String title, FieldType type, Optional<String> refersTo, Privacy privacy, boolean reported) {}

  public EntityDescription {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
