package homeroom.reconcile;

import homeroom.api.RecordKey;
import homeroom.reconcile.compare.Basis;
import homeroom.reconcile.compare.Finding;
import homeroom.reconcile.compare.Note;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the hub knows of some findings by how their records stand at the system now. */
final class Standings {

  private final List<Finding> findings;
  private final Map<RecordKey, Records.Known> owed;
  private final Map<RecordKey, Long> now;

  Standings(Records records, String system, Collection<Finding> findings) {
    this.findings = List.copyOf(findings);
    List<RecordKey> about =
        this.findings.stream().flatMap(finding -> finding.record().stream()).distinct().toList();
    owed = records.owed(system, about);
    now = records.standings(system, about);
  }

  /**
   * The findings, each with what is known of it. One about a record to which something was
   * delivered since the comparison began says nothing: either was read.
   */
  List<Finding> noted() {
    return findings.stream().map(this::noted).toList();
  }

  private Finding noted(Finding finding) {
    Optional<Records.Known> why = finding.record().map(owed::get);
    if (why.isPresent()) {
      return finding.noted(why.get().note(), why.get().because());
    }
    boolean moved = finding.basis().filter(basis -> isOver(finding, basis)).isPresent();
    return moved ? finding.noted(Note.MOVED, Optional.empty()) : finding;
  }

  private boolean isOver(Finding finding, Basis basis) {
    return finding
        .record()
        .map(record -> now.getOrDefault(record, ConsumerReading.NEVER_TOLD))
        .filter(standing -> standing != basis.standing())
        .isPresent();
  }
}
