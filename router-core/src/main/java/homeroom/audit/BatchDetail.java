package homeroom.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of a file or a pull.
 *
 * @param configuration by whose mappings it was read
 * @param eventSchema the id of the schema of its events
 * @param exportedAt when the source says that it made it
 * @param arrivedAt when the hub read it first
 * @param events how many it made
 * @param decisions what the router decided about them
 */
public record BatchDetail(
    BatchEntry entry,
    Optional<String> configuration,
    Optional<Long> eventSchema,
    Optional<Instant> exportedAt,
    Optional<Instant> arrivedAt,
    Optional<Long> events,
    List<Entity> entities,
    List<Cause> causes,
    List<Decision> decisions) {

  /**
   * What became of the records of an entity in a collection.
   *
   * @param entity empty text where nobody knows of which entity they are
   * @param left records of which something newer is known
   */
  public record Entity(
      String collection,
      String entity,
      long created,
      long changed,
      long unchanged,
      long deleted,
      long rejected,
      long left) {}

  /**
   * Why some of it was not taken in.
   *
   * @param outcome {@code REJECTED} or {@code HELD}
   * @param entity empty text where nobody knows of which entity they are
   * @param field the column at fault, or of what there is too much
   */
  public record Cause(
      String outcome,
      String collection,
      String entity,
      String code,
      Optional<String> field,
      long number) {}

  /**
   * Movements of its events that ended alike.
   *
   * @param number of movements; an event of which fields ended differently has several
   */
  public record Decision(
      String entity,
      String outcome,
      Optional<String> code,
      long number,
      Instant first,
      Instant last) {}

  public BatchDetail {
    entities = List.copyOf(entities);
    causes = List.copyOf(causes);
    decisions = List.copyOf(decisions);
  }
}
