package homeroom.reconcile;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import homeroom.reconcile.Reconciliation.Report;
import homeroom.reconcile.compare.Basis;
import homeroom.reconcile.compare.Finding;
import homeroom.reconcile.compare.Golden;
import homeroom.reconcile.compare.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of some findings is repaired, as everything stands now. */
final class RepairPlan {

  private final String system;
  private final Report report;
  private final Rules rules;
  private final Records records;

  RepairPlan(String system, Report report, Rules rules, Records records) {
    this.system = system;
    this.report = report;
    this.rules = rules;
    this.records = records;
  }

  Repair of(List<Finding> findings) throws InterruptedException {
    if (findings.isEmpty()) {
      return new Repair(List.of(), List.of(), 0);
    }
    records.catchUp();
    Map<RecordKey, Golden> golden =
        records.find(findings.stream().flatMap(it -> it.record().stream()).toList());
    List<Finding> sound =
        new Standings(records, system, findings)
            .noted().stream()
                .filter(it -> it.note().isEmpty() && holdsStill(it, golden))
                .filter(it -> it.verdict() != Verdict.INACTIVE || isNameable(it))
                .toList();
    List<Finding> kept = withoutOrphans(sound, golden);
    return new Repair(
        kept.stream().filter(RepairPlan::isCreated).map(RepairPlan::record).toList(),
        kept.stream().filter(it -> !isCreated(it)).map(RepairPlan::record).toList(),
        findings.size() - kept.size());
  }

  /** Each that is left may be what others refer to. */
  private List<Finding> withoutOrphans(List<Finding> sound, Map<RecordKey, Golden> golden) {
    List<Finding> kept = sound;
    while (true) {
      Set<RecordKey> created =
          kept.stream()
              .filter(RepairPlan::isCreated)
              .map(RepairPlan::record)
              .collect(Collectors.toSet());
      Set<RecordKey> lacking = lacking();
      lacking.removeAll(created);
      List<Finding> next = new ArrayList<>();
      for (Finding finding : kept) {
        boolean waits =
            parents(finding, golden)
                .anyMatch(
                    it -> lacking.contains(it) || (created.contains(it) && !isCreated(finding)));
        if (!waits) {
          next.add(finding);
        }
      }
      if (next.size() == kept.size()) {
        return kept;
      }
      kept = next;
    }
  }

  /** What was not found to be in use there. */
  private Set<RecordKey> lacking() {
    return report.findings().stream()
        .filter(it -> it.verdict() == Verdict.MISSING || it.verdict() == Verdict.INACTIVE)
        .flatMap(it -> it.record().stream())
        .collect(Collectors.toSet());
  }

  private Stream<RecordKey> parents(Finding finding, Map<RecordKey, Golden> golden) {
    Golden now = golden.get(record(finding));
    return rules.subscriptions().getOrDefault(finding.entity(), List.of()).stream()
        .filter(it -> it.system().equals(system))
        .map(Subscription::references)
        .flatMap(List::stream)
        .flatMap(reference -> parent(reference, now).stream());
  }

  private static Optional<RecordKey> parent(Subscription.Reference reference, Golden child) {
    return Optional.ofNullable(child.fields().get(reference.field()))
        .map(Golden.Held::value)
        .filter(it -> it instanceof Value.Text && !it.toString().isEmpty())
        .map(it -> new RecordKey(reference.entity(), it.toString()));
  }

  private static boolean holdsStill(Finding finding, Map<RecordKey, Golden> golden) {
    Golden now = golden.get(record(finding));
    return now != null
        && now.exists()
        && now.record().equals(record(finding))
        && finding.basis().filter(it -> it.version() == now.version()).isPresent();
  }

  /** What may be there with other contents is told again, and finds itself by the system's id. */
  private static boolean isCreated(Finding finding) {
    return finding.verdict() != Verdict.DIFFERENT && isNameable(finding);
  }

  private static boolean isNameable(Finding finding) {
    return finding.basis().filter(Basis::nameable).isPresent();
  }

  private static RecordKey record(Finding finding) {
    return finding.record().orElseThrow();
  }
}
