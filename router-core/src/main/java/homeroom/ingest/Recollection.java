package homeroom.ingest;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.api.Operation;
import homeroom.api.SourceItem;
import homeroom.planning.SourceMapping.Assertion;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import java.util.List;

/** Reads a kept batch to somebody who listens, and takes nothing in. */
record Recollection(
    IntakeRules rules, KeptBatches kept, List<BatchReport> reports, Recalled.Hearer to)
    implements MappedRows.Reader {

  Recalled of(String id) throws AdapterFailure {
    BatchReport then =
        reports.stream()
            .filter(it -> it.getBatchId().equals(id))
            .filter(it -> it.getStatus() != BatchStatus.FAILED)
            .findFirst()
            .orElseThrow(
                () ->
                    Reread.refused(
                        "BATCH_UNKNOWN",
                        "no batch of that id was read from " + rules.system(),
                        "see which there are: homeroom batches --system " + rules.system()));
    MappedRows rows = new MappedRows(rules, new BatchTally());
    try (Batch batch = kept.open(then, Cursor.START)) {
      batch.items().forEach(item -> rows.read(item, this));
    }
    boolean overtaken =
        reports.stream()
            .anyMatch(it -> KeptBatches.isLater(it, then) && !Held.WHOLE.equals(it.getCode()));
    boolean deletes = Held.DELETES.equals(then.getCode()) && then.getApprovedBy() == null;
    return new Recalled(then, Held.WHOLE.equals(then.getCode()), deletes, overtaken);
  }

  @Override
  public void said(SourceItem.Row row, Assertion assertion) {
    to.said(row.collection(), row.place(), assertion, row.operation() == Operation.DELETE);
  }

  @Override
  public void unreadable(Rejection rejection) {
    to.unreadable(rejection.collection(), rejection.place(), rejection.failure().code());
  }
}
