package homeroom.audit.explain;

import homeroom.audit.BatchEntry;
import homeroom.audit.ConflictEntry;
import homeroom.audit.Holding;
import homeroom.audit.MovementEntry;
import homeroom.audit.RecordEntry;
import homeroom.audit.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known about one record when it is asked about.
 *
 * @param movements the oldest first
 * @param moreMovements whether there are older ones than these
 * @param conflicts the oldest first
 * @param batches by system and batch, as {@link #batch} reads them
 */
record Evidence(
    Subject subject,
    RecordLog log,
    List<MovementEntry> movements,
    boolean moreMovements,
    Optional<RecordEntry> golden,
    List<Holding> holdings,
    List<ConflictEntry> conflicts,
    Map<String, BatchEntry> batches,
    Configurations configurations) {

  Evidence {
    movements = List.copyOf(movements);
    holdings = List.copyOf(holdings);
    conflicts = List.copyOf(conflicts);
    batches = Map.copyOf(batches);
  }

  static String batchKey(String system, String batch) {
    return system + "/" + batch;
  }

  /** Where a batch came from, as its report calls it; notifications have no report. */
  Optional<String> origin(String system, Optional<String> batch) {
    return batch
        .map(id -> batches.get(batchKey(system, id)))
        .map(BatchEntry::origin)
        .filter(origin -> !origin.isEmpty());
  }
}
