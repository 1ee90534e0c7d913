package homeroom.ingest;

import homeroom.planning.Guard.Excess;
import homeroom.planning.Guard.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * What of a batch waits for a person.
 *
 * @param name of exactly this set of changes; empty if nothing waits
 * @param until when somebody can let it through
 */
record Held(Judgement judgement, String name, Instant until) {

  /** What was looked at a week ago is no ground to let anything through today. */
  static final Duration APPROVABLE = Duration.ofDays(7);

  /** The code of a batch of which nothing was taken in. */
  static final String WHOLE = "BATCH_HELD";

  /** The code of a batch of which all but deletions was taken in. */
  static final String DELETES = "BATCH_DELETES_HELD";

  static final Held NOTHING = new Held(Judgement.NOTHING, "", Instant.EPOCH);

  /** Deletions that stand in rows cannot be left for the next file, so their file waits whole. */
  static Held by(Judgement judged, Census census, Instant now) {
    if (judged.letsAllThrough()) {
      return NOTHING;
    }
    Judgement judgement = census.hasToldDeletions() ? judged.ofTheWhole() : judged;
    return new Held(judgement, census.nameOf(judgement), now.plus(APPROVABLE));
  }

  boolean isNothing() {
    return judgement.letsAllThrough();
  }

  String code() {
    return judgement.whole() ? WHOLE : DELETES;
  }

  /** Whether the deletions of a part wait. */
  boolean waits(Part part) {
    return judgement.holdsDeletes(part.collection(), part.entity());
  }

  /** What there is too much of. */
  String excess() {
    String season = judgement.season().map(name -> " (season " + name + ")").orElse("");
    return judgement.excesses().stream().map(Held::words).collect(Collectors.joining("; "))
        + season;
  }

  /** What there is too much of, and what waits therefore. */
  String message() {
    return excess()
        + (judgement.whole()
            ? ": nothing of the batch was taken in"
            : ": the deletions wait, all else was taken in");
  }

  private static String words(Excess excess) {
    String of = excess.part().entity() + " in " + excess.part().collection();
    return switch (excess.kind()) {
      case CREATES ->
          "%d records of %s are new, and %d are known"
              .formatted(excess.number(), of, excess.whole());
      case UPDATES ->
          "%d of %d records of %s are changed".formatted(excess.number(), excess.whole(), of);
      case DELETES ->
          "%d of %d records of %s are missing".formatted(excess.number(), excess.whole(), of)
              + (excess.part().doubtful() ? ", and rows of it could not be read" : "");
      case REJECTS ->
          "%d of %d rows of %s cannot be used"
              .formatted(excess.number(), excess.whole(), excess.part().collection());
    };
  }

  String remedy() {
    return "look whether the file is complete and the change meant; let exactly this through until "
        + until
        + " with homeroom batches approve "
        + name
        + ", or have the source export once more";
  }
}
