package homeroom.ingest;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.schema.CollectionReport;
import homeroom.wire.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a kept batch a second time, as the source's word of then: of a record of which something
 * was said since, by the source or to it, nothing of the old batch counts. Used once.
 */
final class Reread {

  /** A report is of when the reading ended; what was confirmed meanwhile may be newer. */
  private static final Duration WHILE_IT_WAS_READ = Duration.ofHours(1);

  private final IntakeRules rules;
  private final KeptBatches kept;
  private final KeptRows rows;
  private final SourceStanding standing;
  private final Rereading asked;

  Reread(IntakeRules rules, KeptBatches kept, SourceStanding standing, Rereading asked) {
    this.rules = rules;
    this.kept = kept;
    this.rows = new KeptRows(rules, kept);
    this.standing = standing;
    this.asked = asked;
  }

  BatchReport run() throws AdapterFailure {
    List<BatchReport> reports = standing.log().reports();
    BatchReport then = found(reports);
    List<BatchReport> later =
        reports.stream()
            .filter(it -> KeptBatches.isLater(it, then) && !Held.WHOLE.equals(it.getCode()))
            .toList();
    refuseIfOvertaken(then, later);
    Set<String> newer = saidSince(then, later);
    SecondReading reading = new SecondReading(asked, newer, doubled(then));
    if (reading.whole()) {
      refuseIfTooMuch(then, reading);
    }
    try (Batch batch = kept.open(then, Cursor.START)) {
      SourceStanding ground = asked.dryRun() ? standing.rehearsal() : standing;
      return admission(ground).takeAgain(batch, reading);
    }
  }

  /** Nobody could approve what is held of a second reading. */
  private void refuseIfTooMuch(BatchReport then, SecondReading reading) throws AdapterFailure {
    try (Batch batch = kept.open(then, Cursor.START)) {
      Held held = admission(standing).wouldHold(batch, reading);
      if (!held.isNothing()) {
        throw refused(
            "REPLAY_BATCH_TOO_MUCH",
            held.excess(),
            "if that is meant, let the guard of the source allow it for as long as this takes");
      }
    }
  }

  private Admission admission(SourceStanding of) {
    return new Admission(rules, of, () -> {});
  }

  private BatchReport found(List<BatchReport> reports) throws AdapterFailure {
    BatchReport then =
        reports.stream()
            .filter(it -> it.getBatchId().equals(asked.batch()))
            .filter(it -> it.getStatus() != BatchStatus.FAILED)
            .findFirst()
            .orElseThrow(
                () ->
                    refused(
                        "REPLAY_BATCH_UNKNOWN",
                        "no batch of that id was taken in from " + rules.system(),
                        "see which there are: homeroom batches --system " + rules.system()));
    if (then.getStatus() == BatchStatus.STARTED) {
      throw refused(
          "REPLAY_BATCH_UNFINISHED",
          "the batch is not taken in yet",
          "let it be finished first: homeroom poll " + rules.system());
    }
    if (Held.WHOLE.equals(then.getCode())) {
      throw refused(
          "REPLAY_BATCH_HELD",
          "nothing of the batch was taken in, because it was held or dropped",
          "let it through, if it still can be: homeroom batches approve");
    }
    return then;
  }

  /** What an export of everything said since stands above all of it, also by what it left out. */
  private void refuseIfOvertaken(BatchReport then, List<BatchReport> later) throws AdapterFailure {
    Set<String> meant = collections(then);
    for (BatchReport report : later) {
      for (CollectionReport collection : report.getCollections()) {
        // Of one from before that was written down nobody knows.
        boolean complete = !Boolean.FALSE.equals(collection.getComplete());
        if (complete && meant.contains(collection.getCollection())) {
          throw refused(
              "REPLAY_BATCH_OVERTAKEN",
              "a newer export of all of "
                  + collection.getCollection()
                  + " was taken in since, at "
                  + Values.instant(report.getStartedAt()),
              "read the newest one again, or have the source export once more");
        }
      }
    }
  }

  private Set<String> collections(BatchReport then) {
    Set<String> named = new HashSet<>();
    for (Rereading.Entry entry : asked.entries()) {
      entry.collection().ifPresent(named::add);
    }
    if (named.isEmpty() || asked.entries().stream().anyMatch(it -> it.collection().isEmpty())) {
      then.getCollections().forEach(it -> named.add(it.getCollection()));
    }
    return named;
  }

  private Set<String> saidSince(BatchReport then, List<BatchReport> later) throws AdapterFailure {
    Set<String> newer = new HashSet<>();
    Optional<NeverUsed> never = Optional.empty();
    for (BatchReport report : later) {
      Set<String> unclear = rows.records(report, newer::add);
      if (!unclear.isEmpty()) {
        never = never.or(() -> Optional.of(standing.log().neverUsedSince(lately(then))));
        never.get().rows().stream()
            .filter(row -> row.batch().equals(report.getBatchId()))
            .forEach(row -> unclear.remove(row.place()));
        refuseUnclear(report, unclear.size());
      }
    }
    if (rules.alsoConsumer()) {
      if (!standing.log().confirmedSince(lately(then), newer::add)) {
        throw refused(
            "REPLAY_BATCH_TOO_OLD",
            "what the system was told since is not in the log any more",
            "have the source export once more");
      }
    }
    return newer;
  }

  private static Instant lately(BatchReport then) {
    return Values.instant(then.getStartedAt()).minus(WHILE_IT_WAS_READ);
  }

  /** What a row said when it was taken in counts, also if it cannot be read by the rules of now. */
  private static void refuseUnclear(BatchReport later, int rows) throws AdapterFailure {
    if (rows > 0) {
      throw refused(
          "REPLAY_BATCH_UNCLEAR",
          rows
              + (rows == 1 ? " row" : " rows")
              + " of a newer batch, taken in at "
              + Values.instant(later.getStartedAt())
              + ", cannot be read by the contract and mapping of now, so nobody knows of which"
              + " records something newer was said",
          "let contract and mapping read both forms, as with a contract for each; or have the"
              + " source export once more");
    }
  }

  /** Only matters where some of a batch's rows are read: the others were taken in before. */
  private Set<String> doubled(BatchReport then) throws AdapterFailure {
    Set<String> doubled = new HashSet<>();
    if (!asked.entries().isEmpty()) {
      Set<String> once = new HashSet<>();
      rows.records(
          then,
          record -> {
            if (!once.add(record)) {
              doubled.add(record);
            }
          });
    }
    return doubled;
  }

  static AdapterFailure refused(String code, String message, String remedy) {
    return new AdapterFailure(Failure.of(Failure.Kind.CONTENT, code, message, remedy));
  }
}
