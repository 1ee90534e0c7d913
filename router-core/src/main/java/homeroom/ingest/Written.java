package homeroom.ingest;

import homeroom.api.Batch;
import homeroom.api.RowPrint;
import homeroom.api.SourceItem;
import homeroom.authority.Digests;
import homeroom.planning.SourceMapping.Assertion;
import homeroom.schema.Accepted;
import homeroom.schema.Quarantined;
import homeroom.wire.Values;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes what follows from a batch into the log, in the transactions of its chunks. */
final class Written implements Effects {

  private final IntakeRules rules;
  private final SourceStanding standing;
  private final Batch batch;
  private final BatchEvents events;
  private final Chunks chunks;
  private final Consumer<String> quarantined;

  /**
   * @param quarantined told the id of each thing that went into the quarantine
   */
  Written(
      IntakeRules rules,
      SourceStanding standing,
      Batch batch,
      BatchEvents events,
      Chunks chunks,
      Consumer<String> quarantined) {
    this.quarantined = quarantined;
    this.rules = rules;
    this.standing = standing;
    this.batch = batch;
    this.events = events;
    this.chunks = chunks;
  }

  @Override
  public void said(
      SourceItem.Row row, Assertion assertion, Optional<Accepted> before, Accepted now) {
    String key = assertion.record().toString();
    // A source that spoke of the new key before does not rename anything.
    boolean renamed = before.isEmpty() && assertion.formerly().isPresent();
    events.row(
        row,
        renamed ? assertion : assertion.withoutFormerKey(),
        eventId(key, HexFormat.of().formatHex(now.getDigest().bytes())));
    chunks.accept(key, now);
    chunks.wrote();
  }

  @Override
  public void understood(RowPrint row, String collection, Collection<String> keys) {
    chunks.vouch(row, collection, keys);
  }

  @Override
  public void toldGone(SourceItem.Row row, Assertion assertion) {
    String key = assertion.record().toString();
    events.row(row, assertion, eventId(key, "deleted"));
    chunks.forget(key);
    chunks.wrote();
  }

  @Override
  public void noted(String key, Accepted now) {
    chunks.accept(key, now);
    chunks.wrote();
  }

  @Override
  public void missing(Part part, String key) {
    events.missing(key, part.collection(), eventId(key, "missing"));
    chunks.forget(key);
    chunks.wrote();
  }

  /** Counts batches, so that the same content that comes again later is not taken for a repeat. */
  private String eventId(String key, String content) {
    return Digests.name(
        rules.system(), Long.toString(standing.cursor().getBatches()), key, content);
  }

  @Override
  public void rejected(Rejection rejection) {
    String place = rejection.place();
    String column = rejection.column();
    String code = rejection.failure().code();
    String id = Digests.name(rules.system(), batch.id(), place, column, code);
    quarantined.accept(id);
    Quarantined entry =
        Quarantined.newBuilder()
            .setQuarantineId(id)
            .setCollection(rejection.collection())
            .setSystem(rules.system())
            .setBatch(batch.id())
            .setPlace(place)
            .setColumn(column.isEmpty() ? null : column)
            .setCode(code)
            .setMessage(rejection.failure().message())
            .setRemedy(rejection.failure().remedy())
            .setAt(Values.micros(rules.clock().instant()))
            .build();
    standing.writer().write(rules.topics().quarantine(), rules.system() + "/" + place, entry);
    chunks.wrote();
  }

  @Override
  public void unreadable(Rejection rejection) {
    rejected(rejection);
  }
}
