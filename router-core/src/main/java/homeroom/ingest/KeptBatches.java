package homeroom.ingest;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.api.KeptSource;
import homeroom.api.RawStore;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.schema.CollectionReport;
import homeroom.wire.Values;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Opens batches again from the files that the hub keeps. */
record KeptBatches(String system, RawStore raw, KeptSource source) {

  /** Whether a batch was taken in, or held, after another. */
  static boolean isLater(BatchReport other, BatchReport then) {
    return other.getStatus() != BatchStatus.FAILED
        && !other.getBatchId().equals(then.getBatchId())
        && other.getStartedAt() >= then.getStartedAt();
  }

  /** The same batch once more, while it is taken in. */
  Batch again(Batch batch) throws AdapterFailure {
    return batch.with(source.again(kept(batch.id()), batch.origin()).rows());
  }

  /**
   * The batch as it was then: when it was made, and how much of each collection it held.
   *
   * @param next where to go on behind it
   */
  Batch open(BatchReport report, Cursor next) throws AdapterFailure {
    Batch batch = source.again(kept(report.getBatchId()), report.getOrigin());
    Map<String, Coverage> coverage = new HashMap<>();
    for (CollectionReport collection : report.getCollections()) {
      boolean complete = Boolean.TRUE.equals(collection.getComplete());
      coverage.put(collection.getCollection(), complete ? Coverage.COMPLETE : Coverage.PARTIAL);
    }
    return new Batch(
        report.getBatchId(),
        report.getOrigin(),
        coverage,
        batch.rows(),
        next,
        Optional.of(
            Values.instant(
                Optional.ofNullable(report.getProducedAt()).orElse(report.getStartedAt()))),
        batch.formats());
  }

  private RawStore.Kept kept(String batch) throws AdapterFailure {
    try {
      return raw.find(batch)
          .orElseThrow(
              () ->
                  Reread.refused(
                      "RAW_COPY_GONE",
                      "the kept file " + batch + " is not in raw/" + system + " any more",
                      "put it back from a backup, or have the source export once more"));
    } catch (IOException unreadable) {
      throw new AdapterFailure(
          Failure.of(
              Failure.Kind.CONTENT,
              "RAW_COPY_DAMAGED",
              "the kept file " + batch + " of " + system + " is damaged",
              "put it back from a backup, or have the source export once more"),
          unreadable);
    }
  }
}
