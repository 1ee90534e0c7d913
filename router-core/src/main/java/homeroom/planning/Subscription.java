package homeroom.planning;

import java.util.List;

/**
 * One consumer's interest in one entity.
 *
 * @param system the consumer
 * @param entity the entity
 * @param target what the records are called over there
 * @param mapping what it is told
 * @param references the fields among the mapping's inputs that refer to records which this consumer
 *     takes as well; those come first
 * @param after the systems that must have the record before it is created here
 */
public record Subscription(
    String system,
    String entity,
    String target,
    ConsumerMapping mapping,
    List<Reference> references,
    List<String> after) {

  /** A field that refers to a record of an entity. */
  public record Reference(String field, String entity) {}

  public Subscription {
    references = List.copyOf(references);
    after = List.copyOf(after);
  }
}
