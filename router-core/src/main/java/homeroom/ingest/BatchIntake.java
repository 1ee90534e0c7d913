package homeroom.ingest;

import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.SourceItem;
import homeroom.authority.Digests;
import homeroom.ingest.Admission.Approved;
import homeroom.ingest.MappedRow.Heard;
import homeroom.planning.Guard;
import homeroom.planning.SourceMapping.Assertion;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.wire.QuarantineNotes;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One batch on its way in, from its first transaction to its report. Used once, on one thread. */
final class BatchIntake {

  private static final Logger LOG = LoggerFactory.getLogger(BatchIntake.class);

  private final IntakeRules rules;
  private final SourceStanding standing;
  private final Batch batch;
  private final List<Long> readSince;
  private final Exceptions exceptions;
  private final Chunks chunks;
  private final ConfirmedRows confirmed;
  private final Instant began;
  private final BatchEvents events;
  private final BatchTally tally = new BatchTally();

  /**
   * @param readSince where the receipts of the system ended when it began to be read
   * @param between done between two transactions
   */
  BatchIntake(
      IntakeRules rules,
      SourceStanding standing,
      Batch batch,
      List<Long> readSince,
      Exceptions exceptions,
      Runnable between) {
    this.rules = rules;
    began = rules.clock().instant();
    this.standing = standing;
    this.batch = batch;
    this.readSince = readSince;
    this.exceptions = exceptions;
    chunks = new Chunks(rules, standing, between);
    confirmed = new ConfirmedRows(standing, chunks, readSince);
    events = new BatchEvents(rules, standing.writer(), batch, began);
    batch.coverage().forEach((name, held) -> tally.complete(name, held == Coverage.COMPLETE));
    batch.formats().forEach(tally::format);
  }

  /** What the batch would do, whoever it is too much for; in a rehearsal. */
  Plan plan() {
    Census census = Census.of(standing.accepted().sizes());
    sayAgain();
    return plan(census);
  }

  /** What it would do if it were read a second time. */
  Plan planAgain() {
    return plan(Census.of(standing.accepted().sizes()));
  }

  private Plan plan(Census census) {
    FirstReading reading = reading();
    Comparison comparison = comparison(new Counted(census), reading);
    comparison.rows();
    comparison.missing(_ -> false);
    comparison.unread();
    return new Plan(census, census.parts(tally), tally, reading);
  }

  /**
   * Takes the batch in, as it was judged.
   *
   * @param held what of it waits; not the whole
   */
  BatchReport run(Plan plan, Held held) {
    FirstReading first = plan.reading();
    return run(
        plan.parts(), held, Optional.empty(), first.isKept() ? first::goingOn : this::reading);
  }

  /**
   * Takes in a batch that was held.
   *
   * @param parts by which it was judged
   */
  BatchReport run(Collection<Guard.Part> parts, Approved approved) {
    return run(parts, Held.NOTHING, Optional.of(approved), this::reading);
  }

  private BatchReport run(
      Collection<Guard.Part> parts,
      Held held,
      Optional<Approved> approved,
      Supplier<FirstReading> ground) {
    HeldBack heldBack = standing.heldBack();
    chunks.begin();
    sayAgain();
    FirstReading reading = ground.get();
    Comparison comparison = comparison(written(), reading);
    standing.cursor().setOpen(batch.id());
    standing.write(started(parts, approved));
    comparison.rows();
    comparison.missing(held::waits);
    comparison.unread();
    if (!comparison.passedOver()) {
      standing.cursor().setPosition(batch.next().position());
    }
    standing.cursor().setBatches(standing.cursor().getBatches() + 1);
    standing.cursor().setOpen(null);
    BatchReport report = ended(tally, parts, held);
    approved.ifPresent(by -> approved(by, report));
    standing.write(report);
    heldBack.after(report);
    if (held.isNothing() && !comparison.passedOver() && heldBack.isNothing()) {
      standing.markComplete(batch, began);
    } else {
      standing.markIncomplete();
    }
    chunks.commit();
    LOG.info("batch taken in system={} status={}", rules.system(), report.getStatus());
    return report;
  }

  /** Whoever goes on after a hub that was killed must know how it was judged, and by whom. */
  private BatchReport started(Collection<Guard.Part> parts, Optional<Approved> approved) {
    BatchReport started = outcome(tally, Held.NOTHING).report(BatchStatus.STARTED);
    started.setParts(PartReports.written(parts));
    approved.ifPresent(
        by -> {
          started.setHeld(by.asked().held());
          started.setApprovedBy(by.asked().person());
          started.setReceipts(by.readSince());
          started.setCode(by.batch().getCode());
          started.setCollections(by.batch().getCollections());
          started.setEntities(by.batch().getEntities());
          started.setCauses(by.batch().getCauses());
          started.setEvents(by.batch().getEvents());
          started.setExportedAt(by.batch().getExportedAt());
          started.setArrivedAt(arrivedAt(by.batch()));
        });
    return started;
  }

  private BatchReport ended(BatchTally counts, Collection<Guard.Part> parts, Held held) {
    BatchReport report =
        outcome(counts, held).report(held.isNothing() ? BatchStatus.ACCEPTED : BatchStatus.HELD);
    report.setParts(PartReports.written(parts));
    report.setReceipts(held.isNothing() ? List.of() : readSince);
    return report;
  }

  private Outcome outcome(BatchTally counts, Held held) {
    return new Outcome(rules, batch, began, counts, events.written(), held);
  }

  private void approved(Approved by, BatchReport report) {
    report.setApprovedBy(by.asked().person());
    if (!by.whole()) {
      tally.deletionsBeside(by.batch(), report);
    }
    report.setExportedAt(by.batch().getExportedAt());
    report.setArrivedAt(arrivedAt(by.batch()));
    standing.noLongerWaits(by.asked().held());
    standing.note(
        Approval.note(report, by.asked(), QuarantineNotes.BATCH_APPROVED, "let through by "));
  }

  private static Long arrivedAt(BatchReport batch) {
    Long arrived = batch.getArrivedAt();
    return arrived == null ? Long.valueOf(batch.getStartedAt()) : arrived;
  }

  /**
   * Lets the whole batch wait, and goes on behind it.
   *
   * @param plan what it would do
   */
  BatchReport hold(Held held, Plan plan) {
    HeldBack heldBack = standing.heldBack();
    chunks.begin();
    standing.cursor().setPosition(batch.next().position());
    standing.cursor().setOpen(null);
    if (batch.coverage().containsValue(Coverage.PARTIAL)) {
      standing.cursor().setWaiting(held.name());
    }
    BatchReport report = ended(plan.tally(), plan.parts(), held);
    heldBack.after(report);
    standing.markIncomplete();
    standing.write(report);
    chunks.commit();
    LOG.warn("batch is held system={} held={}", rules.system(), held.name());
    return report;
  }

  /**
   * Takes in again what was taken in before, or some rows of it, as the word of then. Neither how
   * far the source was read nor the batch's own report changes.
   *
   * @return what became of it
   */
  BatchReport runAgain(SecondReading reading) {
    Set<String> quarantined = new HashSet<>();
    chunks.begin();
    Comparison comparison =
        comparison(written(quarantined::add), FirstReading.ofEach(standing.accepted()));
    comparison.rows();
    if (reading.whole()) {
      comparison.missing(_ -> false);
    }
    standing.cursor().setBatches(standing.cursor().getBatches() + 1);
    BatchReport report = outcome(tally, Held.NOTHING).report(BatchStatus.ACCEPTED);
    reading.notes(report, comparison.places(), quarantined).forEach(standing::note);
    chunks.commit();
    LOG.info("batch read again system={} status={}", rules.system(), report.getStatus());
    return report;
  }

  /** In a transaction that others share; an event may say again what it said once. */
  void takeNotification() {
    Written written = written();
    MappedRows rows = new MappedRows(rules);
    batch.items().forEachOrdered(item -> rows.map(item).heard().forEach(it -> take(it, written)));
  }

  private void take(Heard heard, Written written) {
    switch (heard) {
      case Heard.Said said ->
          events.row(said.row(), said.assertion(), notificationId(said.row(), said.assertion()));
      case Heard.Unreadable(Rejection rejection) -> written.unreadable(rejection);
    }
  }

  private String notificationId(SourceItem.Row row, Assertion assertion) {
    return Digests.name(
        rules.system(),
        row.eventId().orElseGet(() -> batch.id() + " " + row.place()),
        assertion.record().toString());
  }

  private void sayAgain() {
    if (rules.alsoConsumer()) {
      confirmed.sayAgain();
    }
  }

  private Written written() {
    return written(_ -> {});
  }

  private Written written(Consumer<String> quarantined) {
    return new Written(rules, standing, batch, events, chunks, quarantined);
  }

  private FirstReading reading() {
    return exceptions.isNone()
        ? FirstReading.passing(standing.accepted())
        : FirstReading.ofEach(standing.accepted());
  }

  private Comparison comparison(Effects effects, FirstReading reading) {
    return new Comparison(
        rules,
        standing.accepted(),
        batch,
        confirmed::writtenMeanwhile,
        exceptions,
        effects,
        tally,
        reading);
  }
}
