package homeroom.ingest;

import homeroom.api.Batch;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.wire.Values;
import java.time.Instant;

/**
 * What became of a batch, for its report.
 *
 * @param held what of it waits
 */
record Outcome(IntakeRules rules, Batch batch, Instant began, BatchTally tally, Held held) {

  BatchReport report(BatchStatus status) {
    BatchReport.Builder report =
        BatchReport.newBuilder()
            .setBatchId(batch.id())
            .setSystem(rules.system())
            .setOrigin(batch.origin())
            .setStatus(status)
            .setStartedAt(Values.micros(began))
            .setProducedAt(batch.producedAt().map(Values::micros).orElse(null))
            .setCollections(tally.reports());
    if (status != BatchStatus.STARTED) {
      report.setEndedAt(Values.micros(rules.clock().instant()));
    }
    if (!held.isNothing()) {
      report
          .setHeld(held.name())
          .setHeldUntil(Values.micros(held.until()))
          .setCode(held.code())
          .setMessage(held.message())
          .setRemedy(held.remedy());
    }
    return report.build();
  }
}
