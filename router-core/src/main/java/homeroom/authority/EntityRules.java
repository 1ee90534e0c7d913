package homeroom.authority;

import java.util.List;
import java.util.Map;

/** How the records of an entity are decided. */
public final class EntityRules {

  private final String entity;
  private final Map<String, FieldRules> fields;
  private final List<FieldRules> inOrder;
  private final List<String> names;
  private final boolean conditional;

  private final PerLayout<int[]> places;

  /**
   * @param entity its name
   * @param fields by name, with {@link FieldRules#EXISTS} among them
   */
  public EntityRules(String entity, Map<String, FieldRules> fields) {
    this.entity = entity;
    this.fields = Map.copyOf(fields);
    if (!fields.containsKey(FieldRules.EXISTS)) {
      throw new IllegalArgumentException("existence is a field like any other");
    }
    inOrder =
        fields.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(Map.Entry::getValue)
            .toList();
    names = inOrder.stream().map(FieldRules::name).toList();
    places = new PerLayout<>(layout -> layout.placesOf(names));
    conditional = inOrder.stream().anyMatch(FieldRules::isConditional);
  }

  public String entity() {
    return entity;
  }

  public Map<String, FieldRules> fields() {
    return fields;
  }

  /** In the order of the fields' names. */
  List<FieldRules> inOrder() {
    return inOrder;
  }

  /** The names of the fields, in their order. */
  List<String> names() {
    return names;
  }

  /** Where each rule's field stands in records of a layout; -1 if it is not there. */
  int[] placesIn(Layout layout) {
    return places.of(layout);
  }

  /** Whether anything but the time plays a part in who may decide some field. */
  boolean conditional() {
    return conditional;
  }
}
