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
    Batch batch = again(report);
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
                Optional.ofNullable(report.getExportedAt()).orElse(report.getStartedAt()))),
        batch.formats());
  }

  /** Its bytes are those that could be read, so it is the configuration that became another. */
  private Batch again(BatchReport report) throws AdapterFailure {
    RawStore.Kept file = kept(report.getBatchId());
    try {
      return source.again(file, report.getOrigin());
    } catch (AdapterFailure unreadable) {
      Failure why = unreadable.failure();
      if (why.kind() != Failure.Kind.CONTENT) {
        throw unreadable;
      }
      throw new AdapterFailure(
          Failure.of(
              why.kind(),
              why.code(),
              why.message() + " It is the kept file " + file.id() + ", which could be read then.",
              "Name the former contract again beside the others under contracts:, or bring back"
                  + " what else the source's configuration said then, until this is done."),
          unreadable);
    }
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
