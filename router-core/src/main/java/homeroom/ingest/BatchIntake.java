package homeroom.ingest;

import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.Failure;
import homeroom.api.Operation;
import homeroom.api.SourceItem;
import homeroom.authority.Digests;
import homeroom.ingest.SourceStanding.Approved;
import homeroom.planning.Guard.Judgement;
import homeroom.planning.Guard.Kind;
import homeroom.planning.MappingFailure;
import homeroom.planning.SourceMapping;
import homeroom.planning.SourceMapping.Assertion;
import homeroom.schema.Accepted;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.schema.Digest;
import homeroom.schema.Quarantined;
import homeroom.wire.QuarantineNotes;
import homeroom.wire.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch on its way in: which rows say something new, what is gone, what cannot be used. Used
 * once, on one thread.
 */
final class BatchIntake {

  private static final Logger LOG = LoggerFactory.getLogger(BatchIntake.class);
  private static final String MISSING = "missing";
  private static final Failure DOUBLE_KEY =
      Failure.of(
          Failure.Kind.CONTENT,
          "SOURCE_DOUBLE_KEY",
          "a row earlier in the batch has the same natural key",
          "remove one of the two at the source");

  private final IntakeRules rules;
  private final SourceStanding standing;
  private final Output writer;
  private final Batch batch;
  private final List<Long> readSince;
  private final Chunks chunks;
  private final ConfirmedRows confirmed;
  private final Instant began;
  private final BatchEvents events;
  private final BatchTally tally = new BatchTally();
  private final Census census = new Census();
  private final Set<String> seen = new HashSet<>();
  private boolean passedOver;
  private Optional<Judgement> judgement = Optional.empty();
  private boolean planning;
  private boolean onlyDeletions;
  private Set<String> newer = Set.of();
  private final Set<String> places = new HashSet<>();
  private final Set<String> rejected = new HashSet<>();
  private Optional<SecondReading> again = Optional.empty();

  /**
   * @param readSince where the receipts of the system ended when it began to be read
   * @param between done between two transactions
   */
  BatchIntake(
      IntakeRules rules,
      SourceStanding standing,
      Batch batch,
      List<Long> readSince,
      Runnable between) {
    this.rules = rules;
    began = rules.clock().instant();
    this.standing = standing;
    this.writer = standing.writer();
    this.batch = batch;
    this.readSince = readSince;
    chunks = new Chunks(rules, standing, between);
    confirmed = new ConfirmedRows(standing, chunks, readSince);
    events = new BatchEvents(rules, writer, batch, began);
    batch.coverage().forEach((name, held) -> tally.complete(name, held == Coverage.COMPLETE));
    sizes().forEach(census::known);
  }

  /** How many records of each part were known before. */
  private Map<Part, Long> sizes() {
    Map<Part, Long> sizes = new HashMap<>();
    standing
        .accepted()
        .forEach(
            (key, accepted) -> sizes.merge(part(accepted.getCollection(), key), 1L, Long::sum));
    return sizes;
  }

  /**
   * A batch of which only deletions wait, or of which something is known that is newer.
   *
   * @param deletions whether the other rows are in, and only count as there
   * @param newerRecords records of which the system confirmed something since it was read
   */
  BatchIntake late(boolean deletions, Set<String> newerRecords) {
    onlyDeletions = deletions;
    newer = Set.copyOf(newerRecords);
    return this;
  }

  /**
   * What the batch would do, whoever it is too much for. Nothing else can be done with this then.
   */
  Plan plan() {
    planning = true;
    judgement = Optional.of(Judgement.NOTHING);
    chunks.begin();
    if (rules.alsoConsumer()) {
      confirmed.sayAgain();
    }
    takeAll();
    deletions();
    return new Plan(census, census.parts(), tally);
  }

  /**
   * Takes the batch in, as it was judged.
   *
   * @param held what of it waits; not the whole
   */
  BatchReport run(Plan plan, Held held) {
    return run(plan, held, Optional.empty());
  }

  /** Takes in a batch that was held. */
  BatchReport run(Plan plan, Approved approved) {
    return run(plan, Held.NOTHING, Optional.of(approved));
  }

  private BatchReport run(Plan plan, Held held, Optional<Approved> approved) {
    judgement = Optional.of(held.judgement());
    chunks.begin();
    if (rules.alsoConsumer()) {
      confirmed.sayAgain();
    }
    standing.cursor().setOpen(batch.id());
    BatchReport started = report(BatchStatus.STARTED, Held.NOTHING);
    approved.ifPresent(
        by -> {
          // Whoever goes on after a hub that was killed must know that it need not be judged.
          started.setHeld(by.asked().held());
          started.setApprovedBy(by.asked().person());
          started.setReceipts(by.readSince());
          started.setCode(by.code());
        });
    started.setParts(PartReports.written(plan.parts()));
    standing.write(started);
    takeAll();
    deletions();
    if (!passedOver) {
      standing.cursor().setPosition(batch.next().position());
    }
    standing.cursor().setBatches(standing.cursor().getBatches() + 1);
    standing.cursor().setOpen(null);
    BatchReport report = report(held);
    report.setParts(PartReports.written(plan.parts()));
    report.setReceipts(held.isNothing() ? List.of() : readSince);
    approved.ifPresent(by -> approved(by, report));
    standing.write(report);
    chunks.commit();
    LOG.info("batch taken in system={} status={}", rules.system(), report.getStatus());
    return report;
  }

  private void approved(Approved by, BatchReport report) {
    report.setApprovedBy(by.asked().person());
    standing.noLongerWaits(by.asked().held());
    standing.note(
        Approval.note(report, by.asked(), QuarantineNotes.BATCH_APPROVED, "let through by "));
  }

  /**
   * Lets the whole batch wait, and goes on behind it.
   *
   * @param plan what it would do
   */
  BatchReport hold(Held held, Plan plan) {
    chunks.begin();
    standing.cursor().setPosition(batch.next().position());
    standing.cursor().setOpen(null);
    if (batch.coverage().containsValue(Coverage.PARTIAL)) {
      standing.cursor().setWaiting(held.name());
    }
    BatchReport report =
        new Outcome(rules, batch, began, plan.tally(), held).report(BatchStatus.HELD);
    report.setParts(PartReports.written(plan.parts()));
    report.setReceipts(readSince);
    standing.write(report);
    chunks.commit();
    LOG.warn("batch is held system={} held={}", rules.system(), held.name());
    return report;
  }

  private void takeAll() {
    for (Iterator<SourceItem> items = batch.items().iterator(); items.hasNext(); ) {
      take(items.next(), true);
    }
  }

  /**
   * Takes in again what was taken in before, or some rows of it, as the word of then. Neither how
   * far the source was read nor the batch's own report changes.
   *
   * @return what became of it
   */
  BatchReport runAgain(SecondReading reading) {
    again = Optional.of(reading);
    chunks.begin();
    for (Iterator<SourceItem> items = batch.items().iterator(); items.hasNext(); ) {
      takeAgain(items.next(), reading);
    }
    if (reading.whole()) {
      deletions();
    }
    standing.cursor().setBatches(standing.cursor().getBatches() + 1);
    BatchReport report = report(Held.by(judgement.orElse(Judgement.NOTHING), census, began));
    reading.notes(report, places, rejected).forEach(standing::note);
    chunks.commit();
    LOG.info("batch read again system={} status={}", rules.system(), report.getStatus());
    return report;
  }

  private void takeAgain(SourceItem item, SecondReading reading) {
    if (reading.wants(item.place())) {
      places.add(item.place());
      take(item, true);
    }
  }

  /** In a transaction that others share. */
  void takeNotification() {
    batch.items().forEachOrdered(item -> take(item, false));
  }

  private void take(SourceItem item, boolean difference) {
    tally.row(item.collection());
    census.row(item.collection());
    switch (item) {
      case SourceItem.Rejected rejected -> {
        census.doubtful(item.collection());
        quarantine(rejected.collection(), rejected.place(), rejected.column(), rejected.failure());
      }
      case SourceItem.Row row -> take(row, difference);
    }
  }

  private void take(SourceItem.Row row, boolean difference) {
    boolean selected = false;
    for (SourceMapping mapping : rules.mappings(row.collection())) {
      try {
        Optional<Assertion> assertion = mapping.assertion(row);
        if (assertion.isPresent()) {
          selected = true;
          if (difference) {
            takeDifference(row, assertion.get());
          } else {
            events.row(row, assertion.get(), notificationId(row, assertion.get()));
          }
        }
      } catch (MappingFailure failure) {
        selected = true;
        census.doubtful(row.collection());
        quarantine(
            row.collection(),
            row.place(),
            failure.field(),
            Failure.of(
                Failure.Kind.CONTENT,
                failure.code(),
                String.valueOf(failure.getMessage()),
                "mend the row at the source, or the mapping in the configuration"));
      }
    }
    if (!selected) {
      tally.skipped(row.collection());
    }
  }

  private void takeDifference(SourceItem.Row row, Assertion assertion) {
    String key = assertion.record().toString();
    if (!seen.add(key) || again.filter(it -> it.doubled().contains(key)).isPresent()) {
      quarantine(row.collection(), row.place(), "", DOUBLE_KEY);
      return;
    }
    if (confirmed.writtenMeanwhile(key)) {
      passedOver = true;
      tally.unchanged(row.collection());
      return;
    }
    if (isOvertaken(key)) {
      tally.left(row.collection());
      return;
    }
    if (onlyDeletions) {
      tally.unchanged(row.collection());
      return;
    }
    if (row.operation() == Operation.DELETE) {
      takeDeletion(row, assertion, key);
      return;
    }
    Digest digest = AssertionDigest.of(assertion.fields());
    Accepted before = standing.accepted().get(key);
    if (before != null && before.getDigest().equals(digest)) {
      tally.unchanged(row.collection());
      return;
    }
    // A source that spoke of the new key before does not rename anything.
    boolean renamed = before == null && assertion.formerly().isPresent();
    String content = HexFormat.of().formatHex(digest.bytes());
    count(row.collection(), key, before, content);
    if (!planning) {
      events.row(row, renamed ? assertion : assertion.withoutFormerKey(), batchId(key, content));
      chunks.accept(key, new Accepted(digest, row.collection()));
    }
    if (before == null) {
      tally.created(row.collection());
    } else {
      tally.changed(row.collection());
    }
    chunks.wrote();
  }

  /**
   * What the hub wrote there since is no change that the source made, and no part of what may be
   * too much.
   */
  private void count(String collection, String key, @Nullable Accepted before, String content) {
    if (before == null) {
      census.change(part(collection, key), Kind.CREATES, key, content);
    } else if (!ConfirmedRows.isUnsaid(before)) {
      census.change(part(collection, key), Kind.UPDATES, key, content);
    }
  }

  /** Whether the source, or the hub, said something of the record after a batch read again. */
  private boolean isOvertaken(String key) {
    return newer.contains(key) || again.filter(it -> it.newer().contains(key)).isPresent();
  }

  private void takeDeletion(SourceItem.Row row, Assertion assertion, String key) {
    if (!standing.accepted().containsKey(key)) {
      tally.unchanged(row.collection());
      return;
    }
    census.toldDeletion();
    census.change(part(row.collection(), key), Kind.DELETES, key, "");
    if (!planning) {
      events.row(row, assertion, batchId(key, "deleted"));
      chunks.forget(key);
    }
    tally.deleted(row.collection());
    chunks.wrote();
  }

  /** What a complete collection no longer holds was deleted, unless it is too much to believe. */
  private void deletions() {
    Map<Part, List<String>> missing = missing();
    missing.forEach(
        (part, keys) -> keys.forEach(key -> census.change(part, Kind.DELETES, key, MISSING)));
    Judgement judged =
        judgement.orElseGet(() -> rules.policy().guard().judge(census.parts(), began));
    judgement = Optional.of(judged);
    missing.forEach(
        (part, keys) -> {
          if (!judged.holdsDeletes(part.collection(), part.entity())) {
            keys.stream().sorted().forEach(key -> delete(key, part.collection()));
          }
        });
  }

  private Map<Part, List<String>> missing() {
    Map<Part, List<String>> missing = new TreeMap<>();
    standing
        .accepted()
        .forEach(
            (key, accepted) -> {
              if (batch.coverage().get(accepted.getCollection()) == Coverage.COMPLETE) {
                if (confirmed.writtenMeanwhile(key)) {
                  passedOver = true;
                } else if (!seen.contains(key) && !isOvertaken(key)) {
                  missing
                      .computeIfAbsent(
                          part(accepted.getCollection(), key), none -> new ArrayList<>())
                      .add(key);
                }
              }
            });
    return missing;
  }

  private static Part part(String collection, String key) {
    return new Part(collection, key.substring(0, key.indexOf('/')));
  }

  private void delete(String key, String collection) {
    events.missing(key, collection, batchId(key, MISSING));
    chunks.forget(key);
    tally.deleted(collection);
    chunks.wrote();
  }

  /** Counts batches, so that the same content that comes again later is not taken for a repeat. */
  private String batchId(String key, String content) {
    return Digests.name(
        rules.system(), Long.toString(standing.cursor().getBatches()), key, content);
  }

  private String notificationId(SourceItem.Row row, Assertion assertion) {
    return Digests.name(
        rules.system(),
        row.eventId().orElseGet(() -> batch.id() + " " + row.place()),
        assertion.record().toString());
  }

  private void quarantine(String collection, String place, String column, Failure failure) {
    tally.rejected(collection);
    census.rejected(collection, place, failure.code());
    if (planning) {
      return;
    }
    String id = Digests.name(rules.system(), batch.id(), place, column, failure.code());
    rejected.add(id);
    Quarantined quarantined =
        Quarantined.newBuilder()
            .setQuarantineId(id)
            .setCollection(collection)
            .setSystem(rules.system())
            .setBatch(batch.id())
            .setPlace(place)
            .setColumn(column.isEmpty() ? null : column)
            .setCode(failure.code())
            .setMessage(failure.message())
            .setRemedy(failure.remedy())
            .setAt(Values.micros(rules.clock().instant()))
            .build();
    writer.write(rules.topics().quarantine(), rules.system() + "/" + place, quarantined);
    chunks.wrote();
  }

  private BatchReport report(Held held) {
    return report(held.isNothing() ? BatchStatus.ACCEPTED : BatchStatus.HELD, held);
  }

  private BatchReport report(BatchStatus status, Held held) {
    return new Outcome(rules, batch, began, tally, held).report(status);
  }
}
