package homeroom.planning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
 * @param watched the payload's names of which the system speaks itself, each with the fields that
 *     it is made of: what people change there must not be written over unseen
 * @param feed the source at whose boundaries alone anything is told; empty if all is told at once
 */
public record Subscription(
    String system,
    String entity,
    String target,
    ConsumerMapping mapping,
    List<Reference> references,
    List<String> after,
    boolean childrenFirst,
    boolean everyVersion,
    Map<String, Set<String>> watched,
    Optional<String> feed) {

  /** A field that refers to a record of an entity. */
  public record Reference(String field, String entity) {}

  /** Told at once. */
  public Subscription(
      String system,
      String entity,
      String target,
      ConsumerMapping mapping,
      List<Reference> references,
      List<String> after,
      boolean childrenFirst,
      boolean everyVersion,
      Map<String, Set<String>> watched) {
    this(
        system,
        entity,
        target,
        mapping,
        references,
        after,
        childrenFirst,
        everyVersion,
        watched,
        Optional.empty());
  }

  /** Of a system that does not speak of what it is told. */
  public Subscription(
      String system,
      String entity,
      String target,
      ConsumerMapping mapping,
      List<Reference> references,
      List<String> after,
      boolean childrenFirst,
      boolean everyVersion) {
    this(system, entity, target, mapping, references, after, childrenFirst, everyVersion, Map.of());
  }

  /** Whatever refers to a record goes before it, and of its versions the newest counts. */
  public Subscription(
      String system,
      String entity,
      String target,
      ConsumerMapping mapping,
      List<Reference> references,
      List<String> after) {
    this(system, entity, target, mapping, references, after, true, false, Map.of());
  }

  /** The same, told at the boundaries of a source alone. */
  public Subscription fedAt(String source) {
    return new Subscription(
        system,
        entity,
        target,
        mapping,
        references,
        after,
        childrenFirst,
        everyVersion,
        watched,
        Optional.of(source));
  }

  public Subscription {
    references = List.copyOf(references);
    after = List.copyOf(after);
    watched = Map.copyOf(watched);
  }
}
