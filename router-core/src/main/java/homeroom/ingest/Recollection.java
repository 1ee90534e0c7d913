package homeroom.ingest;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.api.Operation;
import homeroom.api.SourceItem;
import homeroom.ingest.MappedRow.Heard;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import java.util.List;

/** Reads a kept batch to somebody who listens, and takes nothing in. */
record Recollection(
    IntakeRules rules, KeptBatches kept, List<BatchReport> reports, Recalled.Hearer to) {

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
    MappedRows rows = new MappedRows(rules);
    try (Batch batch = kept.open(then, Cursor.START)) {
      batch.items().forEach(item -> rows.map(item).heard().forEach(this::tell));
    }
    boolean overtaken =
        reports.stream()
            .anyMatch(it -> KeptBatches.isLater(it, then) && !Held.WHOLE.equals(it.getCode()));
    boolean deletes = Held.DELETES.equals(then.getCode()) && then.getApprovedBy() == null;
    return new Recalled(then, Held.WHOLE.equals(then.getCode()), deletes, overtaken);
  }

  private void tell(Heard heard) {
    switch (heard) {
      case Heard.Said said -> {
        SourceItem.Row row = said.row();
        boolean gone = row.operation() == Operation.DELETE;
        to.said(row.collection(), row.place(), said.assertion(), gone);
      }
      case Heard.Unreadable(Rejection it) ->
          to.unreadable(it.collection(), it.place(), it.failure().code());
    }
  }
}
