package homeroom.reconcile;

import homeroom.api.AdapterFailure;
import homeroom.reconcile.Reconciliation.Report;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The repairs of what comparisons found; each comparison is good for one. Thread-safe. */
public final class Repairs {

  private final Reconciliations.Parts parts;
  private final Function<String, Optional<Reconciliation>> find;
  private final Set<String> repaired = new HashSet<>();

  Repairs(Reconciliations.Parts parts, Function<String, Optional<Reconciliation>> find) {
    this.parts = parts;
    this.find = find;
  }

  /**
   * What a repair would send; sends nothing.
   *
   * @throws AdapterFailure if it is refused
   */
  public Repair preview(String id, Repair.Wish wish) throws AdapterFailure, InterruptedException {
    Reconciliation compared = known(id);
    synchronized (this) {
      if (repaired.contains(id)) {
        throw repairedBefore(compared);
      }
    }
    return planned(compared, wish);
  }

  /**
   * What is to be sent; whoever does not send it says so with {@link #notDone}.
   *
   * @throws AdapterFailure if it is refused
   */
  public Repair begin(String id, Repair.Wish wish) throws AdapterFailure, InterruptedException {
    Reconciliation compared = known(id);
    synchronized (this) {
      if (!repaired.add(id)) {
        throw repairedBefore(compared);
      }
    }
    boolean any = false;
    try {
      Repair repair = planned(compared, wish);
      any = !repair.isEmpty();
      return repair;
    } finally {
      if (!any) {
        notDone(id);
      }
    }
  }

  /** What was to be sent was not. */
  public synchronized void notDone(String id) {
    repaired.remove(id);
  }

  synchronized void forget(String id) {
    repaired.remove(id);
  }

  private Repair planned(Reconciliation compared, Repair.Wish wish)
      throws AdapterFailure, InterruptedException {
    Report report = compared.report().orElseThrow(Failures::notDone);
    RepairCheck check = new RepairCheck(compared, report, parts.rules(), wish);
    check.check(parts.clock().instant());
    try {
      return new RepairPlan(compared.question().system(), report, parts.rules(), parts.records())
          .of(check.findings());
    } catch (RecordsUnavailable notNow) {
      throw new AdapterFailure(Failures.RECORDS_AWAY, notNow);
    }
  }

  private Reconciliation known(String id) throws AdapterFailure {
    return find.apply(id).orElseThrow(Failures::unknown);
  }

  private static AdapterFailure repairedBefore(Reconciliation compared) {
    return Failures.refused(
        "RECONCILE_REPAIRED",
        "What this comparison found was repaired already.",
        "Compare once more: homeroom reconcile " + compared.question().system() + ".");
  }
}
