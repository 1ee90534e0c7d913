package homeroom.ingest;

import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.Failure;
import homeroom.api.Operation;
import homeroom.api.SourceItem;
import homeroom.api.UnreadRow;
import homeroom.ingest.Absences.Absence;
import homeroom.ingest.MappedRow.Heard;
import homeroom.planning.SourceMapping.Assertion;
import homeroom.schema.Accepted;
import homeroom.schema.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Holds a batch against what its source said last: which rows say something new, what is gone, what
 * cannot be used. Used once, on one thread.
 */
final class Comparison {

  private static final Failure DOUBLE_KEY =
      Failure.of(
          Failure.Kind.CONTENT,
          "SOURCE_DOUBLE_KEY",
          "a row earlier in the batch has the same natural key",
          "remove one of the two at the source");

  private final IntakeRules rules;
  private final AcceptedRecords accepted;
  private final Batch batch;
  private final Predicate<String> writtenMeanwhile;
  private final Exceptions exceptions;
  private final Effects effects;
  private final BatchTally tally;
  private final FirstReading reading;
  private final MappedRows rows;
  private final Absences absences;
  private final KeySet seen;
  private final Map<String, Long> known = new HashMap<>();
  private final UnreadRecords unread = new UnreadRecords();
  private final Set<String> places = new HashSet<>();
  private final List<String> asserted = new ArrayList<>();
  private boolean understood;
  private boolean passedOver;

  /**
   * @param writtenMeanwhile whether a record was written at the system while that was read
   */
  Comparison(
      IntakeRules rules,
      AcceptedRecords accepted,
      Batch batch,
      Predicate<String> writtenMeanwhile,
      Exceptions exceptions,
      Effects effects,
      BatchTally tally,
      FirstReading reading) {
    this.accepted = accepted;
    seen = accepted.noKeys();
    this.reading = reading;
    this.batch = batch;
    this.writtenMeanwhile = writtenMeanwhile;
    this.exceptions = exceptions;
    this.effects = effects;
    this.tally = tally;
    this.rules = rules;
    rows = new MappedRows(rules);
    absences = Absences.from(batch, exceptions.again(), rules.policy().guard().missingFor());
  }

  /** Goes through all rows. */
  void rows() {
    for (Iterator<UnreadRow> unread = batch.rows().iterator(); unread.hasNext(); ) {
      UnreadRow row = unread.next();
      if (!reading.passes(row)) {
        read(row);
      }
    }
  }

  private void read(UnreadRow row) {
    FirstReading.ReadRow now = reading.read(row, rows::map);
    SourceItem item = now.item();
    if (!exceptions.places().test(item.place())) {
      return;
    }
    if (!exceptions.isNone()) {
      places.add(item.place());
    }
    asserted.clear();
    understood = true;
    tally.row(item.collection());
    if (now.mapped().heard().isEmpty()) {
      tally.skipped(item.collection());
    }
    now.mapped().heard().forEach(this::hear);
    if (understood && now.print().isPresent()) {
      effects.understood(now.print().get(), item.collection(), asserted);
    }
  }

  private void hear(Heard heard) {
    switch (heard) {
      case Heard.Said said -> compare(said);
      case Heard.Unreadable(Rejection rejection) -> {
        understood = false;
        tally.rejected(rejection);
        effects.unreadable(rejection);
      }
    }
  }

  private void compare(Heard.Said said) {
    SourceItem.Row row = said.row();
    Assertion assertion = said.assertion();
    String key = assertion.record().toString();
    boolean doubled = accepted.isPassed(key) || !seen.add(key);
    Optional<Accepted> before = accepted.find(key);
    if (!doubled) {
      accepted.read(key);
      before.ifPresent(it -> found(it.getCollection(), key));
    }
    Part part = new Part(row.collection(), assertion.record().entity());
    boolean clean = understood;
    understood = false;
    if (doubled || exceptions.doubled().contains(key)) {
      Rejection rejection =
          new Rejection(part.collection(), part.entity(), row.place(), "", DOUBLE_KEY);
      tally.rejected(rejection);
      effects.rejected(rejection);
    } else if (writtenMeanwhile.test(key)) {
      passedOver = true;
      tally.unchanged(part);
    } else if (exceptions.newer().contains(key)) {
      tally.left(part);
    } else if (exceptions.onlyDeletions()) {
      tally.unchanged(part);
    } else if (row.operation() == Operation.DELETE) {
      gone(row, assertion, before, part);
    } else {
      difference(said, before, part);
      asserted.add(key);
      understood = clean;
    }
  }

  private void found(String collection, String key) {
    known.merge(collection, 1L, Long::sum);
    unread.accountedFor(Part.of(collection, key));
  }

  private void gone(SourceItem.Row row, Assertion assertion, Optional<Accepted> before, Part part) {
    if (before.isPresent()) {
      effects.toldGone(row, assertion);
      tally.deleted(part);
    } else {
      tally.unchanged(part);
    }
  }

  private void difference(Heard.Said said, Optional<Accepted> before, Part part) {
    SourceItem.Row row = said.row();
    Digest digest = said.digest();
    if (before.filter(it -> it.getDigest().equals(digest)).isPresent()) {
      before
          .flatMap(Absences::endedBy)
          .ifPresent(now -> effects.noted(said.assertion().record().toString(), now));
      tally.unchanged(part);
      return;
    }
    effects.said(row, said.assertion(), before, new Accepted(digest, row.collection(), 0, null));
    if (before.isEmpty()) {
      tally.created(part);
    } else {
      tally.changed(part);
    }
  }

  /**
   * What a complete collection no longer holds was deleted; to be asked after the rows.
   *
   * @param waits the parts whose deletions wait
   */
  void missing(Predicate<Part> waits) {
    Set<String> incomplete =
        batch.coverage().entrySet().stream()
            .filter(it -> it.getValue() == Coverage.COMPLETE)
            .map(Map.Entry::getKey)
            .filter(this::mayMiss)
            .collect(Collectors.toSet());
    if (!incomplete.isEmpty()) {
      accepted.forEachNotPassed(
          (key, last) -> {
            if (incomplete.contains(last.getCollection()) && isMissing(key)) {
              missing(key, last, waits);
            }
          });
    }
  }

  private boolean isMissing(String key) {
    if (writtenMeanwhile.test(key)) {
      passedOver = true;
      return false;
    }
    return !seen.contains(key) && !exceptions.newer().contains(key);
  }

  private void missing(String key, Accepted last, Predicate<Part> waits) {
    Part part = Part.of(last.getCollection(), key);
    unread.accountedFor(part);
    Absence absence = absences.of(last);
    if (absence.isGone()) {
      if (!waits.test(part)) {
        effects.missing(part, key);
        tally.deleted(part);
      }
    } else {
      tally.missing(part);
      absence.noted().ifPresent(now -> effects.noted(key, now));
    }
  }

  /** Whether fewer records came than were known before; else there is no need to look for them. */
  private boolean mayMiss(String collection) {
    long came = reading.passed(collection) + known.getOrDefault(collection, 0L);
    return reading.before(collection) != came;
  }

  /** Counts what rows speak of that were left unread; to be asked after what is missing. */
  void unread() {
    tally.add(reading.passed(), unread.byEntity(reading.unread(), reading.before(), rules::entity));
  }

  /** Whether something was left for the next look. */
  boolean passedOver() {
    return passedOver || accepted.lostPassed();
  }

  /** Which rows were read. */
  Set<String> places() {
    return places;
  }
}
