package homeroom.ingest;

import homeroom.api.Batch;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.wire.Values;
import java.time.Instant;
import java.util.List;

/**
 * What became of a batch, for its report.
 *
 * @param held the deletions that wait, in words
 */
record Outcome(IntakeRules rules, Batch batch, Instant began, BatchTally tally, List<String> held) {

  BatchReport report(BatchStatus status) {
    BatchReport.Builder report =
        BatchReport.newBuilder()
            .setBatchId(batch.id())
            .setSystem(rules.system())
            .setOrigin(batch.origin())
            .setStatus(status)
            .setStartedAt(Values.micros(began))
            .setCollections(tally.reports());
    if (status != BatchStatus.STARTED) {
      report.setEndedAt(Values.micros(rules.clock().instant()));
    }
    if (!held.isEmpty()) {
      report
          .setCode("BATCH_DELETES_HELD")
          .setMessage(String.join("; ", held) + ": the deletions wait, all else was taken in")
          .setRemedy(
              "look whether the file is complete; if the records are really gone, raise"
                  + " source.guard: the next export takes them away");
    }
    return report.build();
  }
}
