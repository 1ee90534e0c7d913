package homeroom.reconcile;

import homeroom.api.Failure;
import homeroom.reconcile.compare.Finding;
import homeroom.reconcile.compare.Verdict;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A comparison and what came out of it so far.
 *
 * @param configuration by whose rules
 * @param read how many records were read of the other side
 * @param endedAt empty while it goes on
 * @param outcome empty while it goes on
 */
public record Reconciliation(
    String id,
    Question question,
    String configuration,
    Instant startedAt,
    long read,
    Optional<Instant> endedAt,
    Optional<Outcome> outcome) {

  /** How it ended. */
  public sealed interface Outcome {

    /** It could not be done. */
    record Failed(Failure failure) implements Outcome {}

    /** It was done. */
    record Compared(Report report) implements Outcome {}
  }

  /**
   * What was found. Of the same contents it is always the same.
   *
   * @param counts how many records stand how, by entity
   * @param findings all that is not equal, in order
   * @param nameless how many things the system holds that name no record
   * @param leftOut what the system is told that was not compared, because it holds every version
   * @param compared whether anything was compared at all
   */
  public record Report(
      Map<String, Map<Verdict, Long>> counts,
      List<Finding> findings,
      long nameless,
      List<String> leftOut,
      boolean compared) {

    /** What can be repaired: no other delivery is under way for it, and nobody has refused it. */
    public List<Finding> toRepair() {
      return repairable(EnumSet.of(Verdict.MISSING, Verdict.DIFFERENT));
    }

    /** What can be woken: it is there and sleeps, and nobody knows why. */
    public List<Finding> toWake() {
      return repairable(EnumSet.of(Verdict.INACTIVE));
    }

    private List<Finding> repairable(Set<Verdict> verdicts) {
      return findings.stream()
          .filter(it -> verdicts.contains(it.verdict()))
          .filter(it -> it.record().isPresent() && it.note().isEmpty())
          .toList();
    }

    /** Whether all that was compared is equal, and something was. */
    public boolean isEqual() {
      return compared && findings.isEmpty();
    }
  }

  Reconciliation read(long records) {
    return new Reconciliation(id, question, configuration, startedAt, records, endedAt, outcome);
  }

  Reconciliation ended(Outcome how, Instant at) {
    return new Reconciliation(
        id, question, configuration, startedAt, read, Optional.of(at), Optional.of(how));
  }

  /** What was found; empty while it goes on or if it failed. */
  public Optional<Report> report() {
    return outcome
        .filter(Outcome.Compared.class::isInstance)
        .map(it -> ((Outcome.Compared) it).report());
  }
}
