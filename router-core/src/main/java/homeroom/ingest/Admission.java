package homeroom.ingest;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.UnusableBatch;
import homeroom.planning.Guard;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.wire.Values;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Judges what batches would do, and takes in what need not wait. Each is read twice: first to count
 * what it would do, then to do it; the second time only the rows that are not known, if those are
 * few.
 */
final class Admission {

  private final IntakeRules rules;
  private final SourceStanding standing;
  private final Runnable meanwhile;

  /** Opens a batch once more. */
  interface Reopening {
    Batch open() throws AdapterFailure;
  }

  /**
   * Who let a held batch through.
   *
   * @param batch as it was held, or as it was begun after that
   */
  record Approved(Approval.Asked asked, BatchReport batch) {

    /** Whether all of it was held, and not only deletions. */
    boolean whole() {
      return Held.WHOLE.equals(batch.getCode());
    }

    /** Where the receipts of the system ended when the batch was read. */
    List<Long> readSince() {
      return batch.getReceipts();
    }
  }

  /**
   * @param meanwhile done between the transactions of a batch
   */
  Admission(IntakeRules rules, SourceStanding standing, Runnable meanwhile) {
    this.rules = rules;
    this.standing = standing;
    this.meanwhile = meanwhile;
  }

  /**
   * Judges a batch and takes in what need not wait.
   *
   * @param again the same batch, to be read a second time
   * @param readSince where the receipts ended when the source began to be read
   * @throws AdapterFailure if it could not be opened again; nothing was taken in then
   */
  BatchReport take(Batch batch, Reopening again, List<Long> readSince) throws AdapterFailure {
    Plan plan = judgedAsAtItsBeginning(batch, plan(batch, readSince, Exceptions.NONE));
    Held held = held(plan);
    FirstReading first = plan.reading();
    try (Batch second = first.isKept() ? batch.with(first.rows()) : again.open();
        Pace pace = standing.pace()) {
      BatchIntake intake = intake(second, readSince, Exceptions.NONE, pace);
      return held.judgement().whole() ? intake.hold(held, plan) : intake.run(plan, held);
    }
  }

  /** What is in of a batch that was cut short would make the rest look like less, or like more. */
  private Plan judgedAsAtItsBeginning(Batch batch, Plan plan) {
    if (!batch.id().equals(standing.cursor().getOpen())) {
      return plan;
    }
    return standing.log().reports().stream()
        .filter(it -> it.getBatchId().equals(batch.id()))
        .filter(it -> it.getStatus() == BatchStatus.STARTED && !it.getParts().isEmpty())
        .findFirst()
        .map(started -> plan.judgedBy(PartReports.read(started.getParts())))
        .orElse(plan);
  }

  /**
   * Takes in a batch that was held, if it still is what was looked at.
   *
   * @throws AdapterFailure if it would do something else by now; nothing was taken in then
   */
  BatchReport approve(Reopening again, Approved approved) throws AdapterFailure {
    Plan plan = plan(again, approved);
    String name = approved.asked().held();
    if (!plan.census().nameOfAll(approved.whole()).equals(name)) {
      throw Approval.changed(name, holdAnew(approved.batch(), plan));
    }
    return takeApproved(again, approved, plan.parts());
  }

  /**
   * Holds a batch for some days more, as what it would do by now.
   *
   * @return what is held; nothing if there is nothing in it any more that is too much
   */
  Held holdAnew(Reopening again, Approved approved) throws AdapterFailure {
    return holdAnew(approved.batch(), plan(again, approved));
  }

  private Held holdAnew(BatchReport batch, Plan plan) {
    Held anew = held(plan);
    if (!anew.isNothing()) {
      standing.holdAnew(
          BatchReport.newBuilder(batch)
              .setHeld(anew.name())
              .setHeldUntil(Values.micros(anew.until()))
              .setMessage(anew.message())
              .setRemedy(anew.remedy())
              .build(),
          batch.getHeld());
    }
    return anew;
  }

  /** Goes on with a batch that was approved and cut short; it is not judged again. */
  BatchReport goOn(Reopening again, Approved approved) throws AdapterFailure {
    return takeApproved(again, approved, List.of());
  }

  /** What the guard would hold of a batch that is read a second time. */
  Held wouldHold(Batch batch, SecondReading reading) {
    return held(
        new BatchIntake(
                rules, standing.rehearsal(), batch, List.of(), Exceptions.again(reading), () -> {})
            .planAgain());
  }

  /** Takes a batch in a second time. */
  BatchReport takeAgain(Batch batch, SecondReading reading) {
    try (Pace pace = standing.pace()) {
      return intake(batch, List.of(), Exceptions.again(reading), pace).runAgain(reading);
    }
  }

  private BatchReport takeApproved(Reopening again, Approved approved, Collection<Guard.Part> parts)
      throws AdapterFailure {
    Exceptions late = late(approved);
    List<Long> readSince = standing.receiptEnds();
    try (Batch batch = again.open();
        Pace pace = standing.pace()) {
      return intake(batch, readSince, late, pace).run(parts, approved);
    }
  }

  private Plan plan(Reopening again, Approved approved) throws AdapterFailure {
    try (Batch batch = again.open()) {
      return plan(batch, standing.receiptEnds(), late(approved));
    }
  }

  private Plan plan(Batch batch, List<Long> readSince, Exceptions exceptions)
      throws AdapterFailure {
    try {
      return new BatchIntake(rules, standing.rehearsal(), batch, readSince, exceptions, () -> {})
          .plan();
    } catch (UnusableBatch unusable) {
      throw unusable.failure();
    }
  }

  private BatchIntake intake(Batch batch, List<Long> readSince, Exceptions exceptions, Pace pace) {
    return new BatchIntake(
        rules, standing, batch, readSince, exceptions, () -> standing.await(pace, meanwhile));
  }

  private Held held(Plan plan) {
    Instant now = rules.clock().instant();
    return Held.by(rules.policy().guard().judge(plan.parts(), now), plan.census(), now);
  }

  /** Of a record of which the system confirmed something since, the file knows nothing new. */
  private Exceptions late(Approved approved) {
    Set<String> newer = new HashSet<>();
    if (!approved.readSince().isEmpty()) {
      standing
          .log()
          .confirmed(
              approved.readSince(),
              receipt -> {
                newer.add(receipt.record());
                receipt.ownId().ifPresent(newer::add);
              });
    }
    return Exceptions.late(!approved.whole(), newer);
  }
}
