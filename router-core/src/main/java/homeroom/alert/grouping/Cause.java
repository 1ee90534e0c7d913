package homeroom.alert.grouping;

import java.util.List;

/**
 * What occurrences have in common that are told together. Holds no record's value or natural key.
 *
 * @param entity empty where none is known
 * @param fields the names of the fields or columns concerned, sorted
 * @param systems those concerned, sorted
 * @param reason the rule, or the code of the failure
 */
public record Cause(
    Trigger trigger, String entity, List<String> fields, List<String> systems, String reason) {

  public Cause {
    fields = fields.stream().distinct().sorted().toList();
    systems = systems.stream().distinct().sorted().toList();
  }
}
