package homeroom.ingest;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.schema.CollectionReport;
import homeroom.wire.QuarantineNotes;
import homeroom.wire.Values;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets through what was held, or says that it shall not come in. It binds to exactly the set of
 * changes that was looked at: whoever approves a name approves nothing else. Used once.
 */
final class Approval {

  private final IntakeRules rules;
  private final KeptBatches kept;
  private final SourceStanding standing;
  private final Admission admission;
  private final Asked asked;

  /**
   * What a person says of a held batch.
   *
   * @param held the name of the set of changes
   */
  record Asked(String held, String person) {}

  Approval(
      IntakeRules rules,
      KeptBatches kept,
      SourceStanding standing,
      Admission admission,
      Asked asked) {
    this.rules = rules;
    this.kept = kept;
    this.standing = standing;
    this.admission = admission;
    this.asked = asked;
  }

  /**
   * Takes it in.
   *
   * @throws AdapterFailure if it cannot be any more; nothing was taken in then
   */
  BatchReport approve() throws AdapterFailure {
    List<BatchReport> reports = standing.log().reports();
    BatchReport batch = found(reports);
    refuseIfOvertaken(batch, reports);
    if (batch.getStatus() == BatchStatus.STARTED) {
      return goOn(kept, standing, admission, batch);
    }
    Admission.Reopening again = () -> kept.open(batch, standing.position());
    Admission.Approved approved = new Admission.Approved(asked, batch);
    if (isExpired(batch)) {
      throw expired(batch, admission.holdAnew(again, approved));
    }
    return admission.approve(again, approved);
  }

  /**
   * Goes on with a batch that somebody approved, and that was cut short.
   *
   * @return what became of it; empty if there is none
   */
  static Optional<BatchReport> goOn(KeptBatches kept, SourceStanding standing, Admission admission)
      throws AdapterFailure {
    String open = standing.cursor().getOpen();
    Optional<BatchReport> cut =
        open == null
            ? Optional.empty()
            : standing.log().reports().stream()
                .filter(it -> it.getBatchId().equals(open))
                .filter(it -> it.getStatus() == BatchStatus.STARTED)
                .filter(it -> it.getApprovedBy() != null)
                .findFirst();
    return cut.isEmpty()
        ? Optional.empty()
        : Optional.of(goOn(kept, standing, admission, cut.get()));
  }

  private static BatchReport goOn(
      KeptBatches kept, SourceStanding standing, Admission admission, BatchReport batch)
      throws AdapterFailure {
    return admission.goOn(
        () -> kept.open(batch, standing.position()),
        new Admission.Approved(new Asked(batch.getHeld(), batch.getApprovedBy()), batch));
  }

  /** Says that it shall not come in; what is read next goes on behind it. */
  BatchReport drop() throws AdapterFailure {
    List<BatchReport> reports = standing.log().reports();
    BatchReport newest = found(reports);
    List<BatchReport> dropped = reports.stream().filter(this::isMeant).map(this::dropped).toList();
    standing.drop(
        dropped, asked.held(), note(newest, asked, QuarantineNotes.BATCH_DROPPED, "dropped by "));
    return dropped(newest);
  }

  /** What of it was taken in or not still shows in its code. */
  private BatchReport dropped(BatchReport batch) {
    return BatchReport.newBuilder(batch)
        .setStatus(BatchStatus.DROPPED)
        .setHeld(null)
        .setHeldUntil(null)
        .setMessage("what was held as " + asked.held() + " was dropped by " + asked.person())
        .setRemedy(null)
        .build();
  }

  /** What waits under that name, and what was approved under it and cut short. */
  private boolean isMeant(BatchReport batch) {
    boolean cut = batch.getStatus() == BatchStatus.STARTED && batch.getApprovedBy() != null;
    return asked.held().equals(batch.getHeld()) && (batch.getStatus() == BatchStatus.HELD || cut);
  }

  static QuarantineNotes.Note note(BatchReport batch, Asked asked, String code, String word) {
    return new QuarantineNotes.Note(
        QuarantineNotes.BATCH,
        batch.getBatchId(),
        batch.getSystem(),
        code,
        asked.held(),
        Optional.empty(),
        0,
        Optional.of(batch.getBatchId()),
        word + asked.person());
  }

  private BatchReport found(List<BatchReport> reports) throws AdapterFailure {
    return reports.stream()
        .filter(this::isMeant)
        // The same may be held of an older export as well.
        .max(Comparator.comparingLong(BatchReport::getStartedAt))
        .orElseThrow(
            () ->
                Reread.refused(
                    "BATCH_NOT_HELD",
                    "nothing of that name is held from " + rules.system(),
                    "see what is: homeroom batches --system " + rules.system()));
  }

  private boolean isExpired(BatchReport batch) {
    return !rules.clock().instant().isBefore(Values.instant(batch.getHeldUntil()));
  }

  private static AdapterFailure expired(BatchReport batch, Held anew) {
    return Reread.refused(
        "BATCH_APPROVAL_EXPIRED",
        "what is held could be let through until " + Values.instant(batch.getHeldUntil()),
        lookAgain(anew));
  }

  private static String lookAgain(Held anew) {
    return anew.isNothing()
        ? "have the source export once more"
        : "look at it once more; what it would do by now is held as "
            + anew.name()
            + " until "
            + anew.until();
  }

  private void refuseIfOvertaken(BatchReport batch, List<BatchReport> reports)
      throws AdapterFailure {
    Set<String> meant = collections(batch);
    for (BatchReport later : reports) {
      if (KeptBatches.isLater(later, batch)
          && !(later.getStatus() == BatchStatus.DROPPED && Held.WHOLE.equals(later.getCode()))
          && collections(later).stream().anyMatch(meant::contains)) {
        throw Reread.refused(
            "BATCH_OVERTAKEN",
            "a newer export was read since, at " + Values.instant(later.getStartedAt()),
            "see what of that is held: homeroom batches --system " + rules.system());
      }
    }
  }

  private static Set<String> collections(BatchReport batch) {
    Set<String> named = new HashSet<>();
    for (CollectionReport collection : batch.getCollections()) {
      if (collection.getRows() > 0 || Boolean.TRUE.equals(collection.getComplete())) {
        named.add(collection.getCollection());
      }
    }
    return named;
  }

  static AdapterFailure changed(String name, Held anew) {
    return Reread.refused(
        "BATCH_HELD_CHANGED",
        "by now the batch would do something else than what was held as " + name,
        lookAgain(anew));
  }

  /** Nothing is read behind a held batch on which it may build. */
  static AdapterFailure waits(String name) {
    return new AdapterFailure(
        Failure.of(
            Failure.Kind.CONTENT,
            "SOURCE_WAITS_FOR_APPROVAL",
            "a batch of changes is held as " + name + ", and what comes after may build on it",
            "look at it in homeroom batches; then homeroom batches approve "
                + name
                + ", or homeroom batches drop "
                + name));
  }
}
