package homeroom.audit.explain;

import homeroom.api.Value;
import homeroom.audit.ConflictEntry;
import homeroom.audit.Holding;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why one field holds what it holds.
 *
 * @param now what is true; empty if nothing is held to be true
 * @param assertions what sources said of the field, in the order of arrival
 * @param conflicts about the field, the oldest first
 * @param carried deliveries that carried the field, in the order in which they were sent
 * @param standings how each system stands with it, by the systems' names
 */
public record Explanation(
    String field,
    Optional<Truth> now,
    List<Assertion> assertions,
    List<ConflictEntry> conflicts,
    List<Carried> carried,
    List<Standing> standings) {

  public Explanation {
    assertions = List.copyOf(assertions);
    conflicts = List.copyOf(conflicts);
    carried = List.copyOf(carried);
    standings = List.copyOf(standings);
  }

  /**
   * What is true.
   *
   * @param version of the record when the field last changed
   * @param since when what made it true arrived; empty if that is no longer known
   * @param source the assertion that made it true; empty if it is no longer known
   */
  public record Truth(
      Value value,
      long version,
      String system,
      String event,
      String rule,
      String configuration,
      Instant occurredAt,
      Optional<Instant> since,
      Optional<Assertion> source) {
    /** Values stay out of logs. */
    @Override
    public String toString() {
      return "Truth[version=" + version + ", system=" + system + "]";
    }
  }

  /**
   * What a source said of the field, and what was decided about it.
   *
   * @param arrivedAt when it came into the log
   * @param occurredAt when the source says that it became true; empty if no longer known
   * @param value empty if no longer known
   * @param origin the file or pull, as its report calls it; empty for a notification
   * @param place where in the file or notification
   * @param decision what was decided, as the movement calls it; empty if nothing is known of it
   * @param won where two values stood against each other, whether this one won; empty if there was
   *     no such thing, or it is no longer known
   * @param rule by which it was decided; empty where no rule was needed
   * @param configuration which decided
   */
  public record Assertion(
      String system,
      String event,
      Instant arrivedAt,
      Optional<Instant> occurredAt,
      Optional<Value> value,
      Optional<String> batch,
      Optional<String> origin,
      Optional<String> place,
      Optional<String> decision,
      Optional<Boolean> won,
      Optional<String> rule,
      Optional<String> configuration) {
    /** Values stay out of logs. */
    @Override
    public String toString() {
      return "Assertion[system=" + system + ", event=" + event + ", decision=" + decision + "]";
    }
  }

  /**
   * A delivery that carried the field.
   *
   * @param value what was true at its version; empty for a deletion, or if it is no longer known
   * @param as the names and values in which the consumer was told, as far as they depend on the
   *     field; empty for one that is repeated, or if the mapping is no longer known
   * @param repeated whether the system was known to hold the value already: something else had
   *     changed
   * @param certain false if the delivery itself is no longer in the log, so that what it carried is
   *     concluded from its version
   * @param ended empty while no receipt is known
   */
  public record Carried(
      String system,
      String delivery,
      Optional<Instant> sentAt,
      long version,
      boolean delete,
      Optional<Value> value,
      Map<String, Value> as,
      boolean repeated,
      boolean certain,
      Optional<Ended> ended) {
    public Carried {
      as = Collections.unmodifiableMap(new LinkedHashMap<>(as));
    }

    /** Values stay out of logs. */
    @Override
    public String toString() {
      return "Carried[system=" + system + ", delivery=" + delivery + "]";
    }
  }

  /**
   * How a delivery ended.
   *
   * @param result {@code CREATED}, {@code UPDATED}, {@code UNCHANGED}, {@code DELETED}, {@code
   *     HANDED_OVER} or {@code REFUSED}
   * @param reference in what it was handed over
   */
  public record Ended(
      String result,
      Instant at,
      int attempts,
      Optional<String> code,
      Optional<String> message,
      Optional<String> reference) {

    /** Whether the consumer holds it. */
    public boolean done() {
      return !result.equals("REFUSED") && !result.equals("HANDED_OVER");
    }
  }

  /**
   * How a system stands with the field.
   *
   * @param holds what it is known to hold; empty if that is not known
   * @param how from what that is known
   * @param since since when that is known
   * @param same whether that is what is true, as the field's comparison has it
   * @param takes whether it is told about the field by the configuration that decides now
   * @param holding how it stands with the record; empty for a system to which nothing was ever due
   */
  public record Standing(
      String system,
      Optional<Value> holds,
      How how,
      Optional<Instant> since,
      boolean same,
      boolean takes,
      Optional<Holding> holding) {

    /** From what it is known. */
    public enum How {
      /** It said so itself. */
      SAID,
      /** Its feed showed the hub's own write. */
      SHOWN,
      /** It confirmed a delivery. */
      CONFIRMED,
      /** It confirmed that the record is gone there. */
      GONE,
      /** It confirmed a version that brought the field; the delivery is no longer in the log. */
      CONCLUDED,
      /** It is not known. */
      UNKNOWN
    }

    /** Values stay out of logs. */
    @Override
    public String toString() {
      return "Standing[system=" + system + ", how=" + how + ", same=" + same + "]";
    }
  }
}
