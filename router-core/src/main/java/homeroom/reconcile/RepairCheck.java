package homeroom.reconcile;

import homeroom.api.AdapterFailure;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import homeroom.reconcile.Reconciliation.Report;
import homeroom.reconcile.compare.Finding;
import homeroom.reconcile.compare.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether a comparison is one that may be repaired. Pure. */
record RepairCheck(Reconciliation compared, Report report, Rules rules, Repair.Wish wish) {

  /** They are written down with each step of the replay. */
  static final int MOST = 1_000;

  /** So few may be most of what there is. */
  static final int FEW = 10;

  static final Duration GOOD_FOR = Duration.ofHours(1);

  /** What is to be repaired as far as the comparison knows. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>(report.toRepair());
    if (wish.wake()) {
      findings.addAll(report.toWake());
    }
    return findings;
  }

  void check(Instant now) throws AdapterFailure {
    Instant ended = compared.endedAt().orElse(compared.startedAt());
    if (now.isAfter(ended.plus(GOOD_FOR))) {
      throw Failures.refused(
          "RECONCILE_TOO_OLD",
          "The comparison ended more than an hour ago, and much may have changed since.",
          "Compare once more: homeroom reconcile " + system() + ".");
    }
    List<Finding> findings = findings();
    if (findings.isEmpty()) {
      return;
    }
    checkRead();
    checkParents();
    checkNumber(findings);
    checkShare(findings);
  }

  private void checkRead() throws AdapterFailure {
    if (compared.read() == 0) {
      throw Failures.refused(
          "RECONCILE_NOTHING_READ",
          system() + " showed nothing at all, so that nobody knows what it lost.",
          "See whether its credentials may read. If it was built anew: homeroom resync "
              + system()
              + " --rebuilt.");
    }
  }

  /** What is repaired is sent, whatever became of what it refers to. */
  private void checkParents() throws AdapterFailure {
    if (compared.question().entity().isEmpty()) {
      return;
    }
    String entity = compared.question().entity().get();
    Set<String> taken =
        rules.subscriptions().values().stream()
            .flatMap(List::stream)
            .filter(it -> it.system().equals(system()))
            .map(Subscription::entity)
            .collect(Collectors.toSet());
    Set<String> parents =
        rules.subscriptions().getOrDefault(entity, List.of()).stream()
            .filter(it -> it.system().equals(system()))
            .flatMap(it -> it.references().stream())
            .map(Subscription.Reference::entity)
            .filter(it -> !it.equals(entity) && taken.contains(it))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!parents.isEmpty()) {
      throw Failures.refused(
          "RECONCILE_PARENTS_NOT_COMPARED",
          entity
              + " refers to "
              + String.join(", ", parents)
              + ", which was not compared and may be missing as well.",
          "Compare all: homeroom reconcile " + system() + " --repair.");
    }
  }

  private void checkNumber(List<Finding> findings) throws AdapterFailure {
    if (findings.size() > MOST) {
      throw Failures.refused(
          "RECONCILE_TOO_MANY",
          findings.size() + " records would be repaired; one repair takes " + MOST + ".",
          "If "
              + system()
              + " was restored: homeroom replay --to "
              + system()
              + " --restored-to TIME. Else have all told again: homeroom resync "
              + system()
              + " --rebuilt.");
    }
  }

  private void checkShare(List<Finding> findings) throws AdapterFailure {
    if (wish.most()) {
      return;
    }
    Map<String, Long> repaired =
        findings.stream().collect(Collectors.groupingBy(Finding::entity, Collectors.counting()));
    for (Map.Entry<String, Long> entity : repaired.entrySet()) {
      long expected = expected(entity.getKey());
      if (entity.getValue() > FEW && entity.getValue() * 2 > expected) {
        throw Failures.refused(
            "RECONCILE_MOST_DIFFERS",
            entity.getValue()
                + " of the "
                + expected
                + " "
                + entity.getKey()
                + " that "
                + system()
                + " should hold would be repaired.",
            "See whether it was restored or shows only a part. If they are to be sent all the"
                + " same: --most.");
      }
    }
  }

  private long expected(String entity) {
    Map<Verdict, Long> counts = report.counts().getOrDefault(entity, Map.of());
    return counts.getOrDefault(Verdict.EQUAL, 0L)
        + counts.getOrDefault(Verdict.DIFFERENT, 0L)
        + counts.getOrDefault(Verdict.MISSING, 0L)
        + counts.getOrDefault(Verdict.INACTIVE, 0L);
  }

  private String system() {
    return compared.question().system();
  }
}
