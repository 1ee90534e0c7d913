package homeroom.ingest;

import homeroom.api.Batch;
import homeroom.api.Operation;
import homeroom.api.SourceItem;
import homeroom.planning.SourceMapping.Assertion;
import homeroom.schema.DataEvent;
import homeroom.schema.EventOperation;
import homeroom.wire.Values;
import java.time.Instant;
import java.util.List;

/** The events that one batch makes. */
final class BatchEvents {

  private final IntakeRules rules;
  private final Output writer;
  private final Batch batch;
  private final Instant began;
  private long written;

  BatchEvents(IntakeRules rules, Output writer, Batch batch, Instant began) {
    this.rules = rules;
    this.writer = writer;
    this.batch = batch;
    this.began = began;
  }

  /** What a row says; where it names a former key, that key is told so first. */
  void row(SourceItem.Row row, Assertion assertion, String eventId) {
    // In the same transaction, so that the former key answers in any case.
    assertion.formerly().ifPresent(former -> renamed(row, assertion, eventId, former));
    boolean echo = row.writer().isPresent() && rules.policy().markedBy().equals(row.writer());
    write(
        of(row, assertion)
            .setEventId(eventId)
            .setKey(assertion.record().key())
            .setOperation(
                row.operation() == Operation.UPSERT ? EventOperation.UPSERT : EventOperation.DELETE)
            .setFields(Values.fields(assertion.fields()))
            .setWriter(row.writer().orElse(null))
            .setEcho(echo)
            .setOwnId(assertion.ownId().orElse(null))
            .setFormerly(assertion.formerly().orElse(null))
            .build());
  }

  private void renamed(SourceItem.Row row, Assertion assertion, String eventId, String formerly) {
    write(
        of(row, assertion)
            .setEventId(eventId + "-renamed")
            .setKey(formerly)
            .setOperation(EventOperation.UPSERT)
            .setFields(List.of())
            .setRenamedTo(assertion.record().key())
            .build());
  }

  private DataEvent.Builder of(SourceItem.Row row, Assertion assertion) {
    return DataEvent.newBuilder()
        .setSystem(rules.system())
        .setEntity(assertion.record().entity())
        .setOccurredAt(Values.micros(row.occurredAt().orElseGet(this::produced)))
        .setObservedAt(Values.micros(began))
        .setBatch(batch.id())
        .setPlace(row.place());
  }

  /** That a complete collection does not hold a record any more. */
  void missing(String key, String collection, String eventId) {
    int slash = key.indexOf('/');
    write(
        DataEvent.newBuilder()
            .setEventId(eventId)
            .setSystem(rules.system())
            .setEntity(key.substring(0, slash))
            .setKey(key.substring(slash + 1))
            .setOperation(EventOperation.DELETE)
            .setFields(List.of())
            .setOccurredAt(Values.micros(produced()))
            .setObservedAt(Values.micros(began))
            .setBatch(batch.id())
            .setPlace(collection)
            .build());
  }

  /** How many there are. */
  long written() {
    return written;
  }

  /** By the clock of where the file lay, which may be ahead: what is read was written before. */
  private Instant produced() {
    return batch.producedAt().filter(began::isAfter).orElse(began);
  }

  private void write(DataEvent event) {
    written++;
    writer.write(
        rules.topics().events(rules.system()), event.getEntity() + "/" + event.getKey(), event);
  }
}
