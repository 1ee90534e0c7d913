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
 * @param childrenFirst whether a record is deleted here only once nothing here refers to it any
 *     more
 * @param everyVersion whether every version of a record is told, in order, and not only the newest
 *     that is owed
 */
public record Subscription(
    String system,
    String entity,
    String target,
    ConsumerMapping mapping,
    List<Reference> references,
    List<String> after,
    boolean childrenFirst,
    boolean everyVersion) {

  /** A field that refers to a record of an entity. */
  public record Reference(String field, String entity) {}

  /** Whatever refers to a record goes before it, and of its versions the newest counts. */
  public Subscription(
      String system,
      String entity,
      String target,
      ConsumerMapping mapping,
      List<Reference> references,
      List<String> after) {
    this(system, entity, target, mapping, references, after, true, false);
  }

  public Subscription {
    references = List.copyOf(references);
    after = List.copyOf(after);
  }
}
