package homeroom.ingest;

import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.Failure;
import homeroom.api.Operation;
import homeroom.api.SourceItem;
import homeroom.planning.SourceMapping.Assertion;
import homeroom.schema.Accepted;
import homeroom.schema.Digest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

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

  private final SourceStanding standing;
  private final Batch batch;
  private final ConfirmedRows confirmed;
  private final Exceptions exceptions;
  private final Effects effects;
  private final BatchTally tally;
  private final MappedRows rows;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> places = new HashSet<>();
  private boolean passedOver;

  Comparison(
      IntakeRules rules,
      SourceStanding standing,
      Batch batch,
      ConfirmedRows confirmed,
      Exceptions exceptions,
      Effects effects,
      BatchTally tally) {
    this.standing = standing;
    this.batch = batch;
    this.confirmed = confirmed;
    this.exceptions = exceptions;
    this.effects = effects;
    this.tally = tally;
    rows = new MappedRows(rules, tally);
  }

  /** Goes through all rows. */
  void rows() {
    MappedRows.Reader reader =
        new MappedRows.Reader() {
          @Override
          public void said(SourceItem.Row row, Assertion assertion) {
            compare(row, assertion);
          }

          @Override
          public void unreadable(Rejection rejection) {
            tally.rejected(rejection.collection());
            effects.unreadable(rejection);
          }
        };
    for (Iterator<SourceItem> items = batch.items().iterator(); items.hasNext(); ) {
      SourceItem item = items.next();
      if (exceptions.places().test(item.place())) {
        places.add(item.place());
        rows.read(item, reader);
      }
    }
  }

  private void compare(SourceItem.Row row, Assertion assertion) {
    String key = assertion.record().toString();
    if (!seen.add(key) || exceptions.doubled().contains(key)) {
      tally.rejected(row.collection());
      effects.rejected(new Rejection(row.collection(), row.place(), "", DOUBLE_KEY));
    } else if (confirmed.writtenMeanwhile(key)) {
      passedOver = true;
      tally.unchanged(row.collection());
    } else if (exceptions.newer().contains(key)) {
      tally.left(row.collection());
    } else if (exceptions.onlyDeletions()) {
      tally.unchanged(row.collection());
    } else if (row.operation() == Operation.DELETE) {
      gone(row, assertion, key);
    } else {
      difference(row, assertion, key);
    }
  }

  private void gone(SourceItem.Row row, Assertion assertion, String key) {
    if (standing.accepted().containsKey(key)) {
      effects.toldGone(row, assertion);
      tally.deleted(row.collection());
    } else {
      tally.unchanged(row.collection());
    }
  }

  private void difference(SourceItem.Row row, Assertion assertion, String key) {
    Digest digest = AssertionDigest.of(assertion.fields());
    Optional<Accepted> before = Optional.ofNullable(standing.accepted().get(key));
    if (before.filter(it -> it.getDigest().equals(digest)).isPresent()) {
      tally.unchanged(row.collection());
      return;
    }
    effects.said(row, assertion, before, new Accepted(digest, row.collection()));
    if (before.isEmpty()) {
      tally.created(row.collection());
    } else {
      tally.changed(row.collection());
    }
  }

  /**
   * What a complete collection no longer holds was deleted; to be asked after the rows.
   *
   * @param waits the parts whose deletions wait
   */
  void missing(Predicate<Part> waits) {
    found()
        .forEach(
            (part, keys) -> {
              if (!waits.test(part)) {
                keys.stream()
                    .sorted()
                    .forEach(
                        key -> {
                          effects.missing(part, key);
                          tally.deleted(part.collection());
                        });
              }
            });
  }

  private Map<Part, List<String>> found() {
    Map<Part, List<String>> missing = new TreeMap<>();
    standing
        .accepted()
        .forEach(
            (key, accepted) -> {
              if (batch.coverage().get(accepted.getCollection()) == Coverage.COMPLETE) {
                if (confirmed.writtenMeanwhile(key)) {
                  passedOver = true;
                } else if (!seen.contains(key) && !exceptions.newer().contains(key)) {
                  missing
                      .computeIfAbsent(
                          Part.of(accepted.getCollection(), key), none -> new ArrayList<>())
                      .add(key);
                }
              }
            });
    return missing;
  }

  /** Whether something was left for the next look. */
  boolean passedOver() {
    return passedOver;
  }

  /** Which rows were read. */
  Set<String> places() {
    return places;
  }
}
