package homeroom.ingest;

import homeroom.api.Batch;
import homeroom.schema.Accepted;
import java.time.Instant;
import java.util.Optional;

/**
 * What it means that a complete export does not hold a record: once it was missing in so many of
 * them, one behind the other, it counts as deleted. Pure.
 *
 * @param export the export, by a name that it has whenever it is read
 * @param again whether the export was counted before
 * @param needed in how many a record must be missing; at least 1
 */
record Absences(String export, boolean again, int needed) {

  /**
   * What follows for one record.
   *
   * @param isGone whether it counts as deleted
   * @param noted what is to be kept of it otherwise; empty if that is kept already
   */
  record Absence(boolean isGone, Optional<Accepted> noted) {}

  static Absences from(Batch batch, boolean again, int needed) {
    String made = batch.producedAt().map(Instant::toString).orElse("");
    return new Absences(batch.id() + " " + made, again, needed);
  }

  /**
   * @param last what the source last said of it
   */
  Absence of(Accepted last) {
    boolean counted = again || export.equals(last.getMissingFrom());
    int times = last.getMissing() + (counted ? 0 : 1);
    if (needed == 1 || times >= needed) {
      return new Absence(true, Optional.empty());
    }
    return new Absence(
        false,
        counted
            ? Optional.empty()
            : Optional.of(new Accepted(last.getDigest(), last.getCollection(), times, export)));
  }

  /** What is to be kept of a record that is there again; empty if it was not missing. */
  static Optional<Accepted> endedBy(Accepted last) {
    return last.getMissing() == 0
        ? Optional.empty()
        : Optional.of(new Accepted(last.getDigest(), last.getCollection(), 0, null));
  }
}
