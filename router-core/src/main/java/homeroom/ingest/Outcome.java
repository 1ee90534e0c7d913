package homeroom.ingest;

import homeroom.api.Batch;
import homeroom.planning.Guard.Excess;
import homeroom.schema.BatchCause;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.schema.DataEvent;
import homeroom.schema.ReleasedSchemas;
import homeroom.wire.Values;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What became of a batch, for its report.
 *
 * @param events how many it made
 * @param held what of it waits
 */
record Outcome(
    IntakeRules rules, Batch batch, Instant began, BatchTally tally, long events, Held held) {

  BatchReport report(BatchStatus status) {
    BatchReport.Builder report =
        BatchReport.newBuilder()
            .setBatchId(batch.id())
            .setSystem(rules.system())
            .setOrigin(batch.origin())
            .setStatus(status)
            .setStartedAt(Values.micros(began))
            .setArrivedAt(Values.micros(began))
            .setExportedAt(batch.producedAt().map(Values::micros).orElse(null))
            .setConfiguration(rules.configuration().isEmpty() ? null : rules.configuration())
            .setEventSchema(ReleasedSchemas.idOf(DataEvent.class))
            .setEvents(events)
            .setCollections(tally.reports())
            .setEntities(tally.entities())
            .setCauses(causes());
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

  private List<BatchCause> causes() {
    return Stream.concat(
            held.judgement().excesses().stream().map(this::held), tally.causes().stream())
        .toList();
  }

  private BatchCause held(Excess excess) {
    return BatchCause.newBuilder()
        .setOutcome(CauseTally.HELD)
        .setCollection(excess.part().collection())
        .setEntity(excess.part().entity())
        .setCode(held.code())
        .setField(excess.kind().name().toLowerCase(Locale.ROOT))
        .setNumber(excess.number())
        .build();
  }
}
