package homeroom.ingest;

import homeroom.schema.BatchReport;
import homeroom.schema.CollectionReport;
import homeroom.wire.QuarantineNotes;
import homeroom.wire.QuarantineNotes.Note;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a batch is read a second time.
 *
 * @param asked what was asked for
 * @param newer records of which something was said since, {@code entity/key}; they stay as they are
 * @param doubled records that more than one row of the batch names; which of them is meant, nobody
 *     knows, once the others were taken
 */
record SecondReading(Rereading asked, Set<String> newer, Set<String> doubled) {

  boolean whole() {
    return asked.entries().isEmpty();
  }

  boolean wants(String place) {
    return whole() || asked.entries().stream().anyMatch(entry -> entry.place().equals(place));
  }

  /**
   * What is written down of it.
   *
   * @param places what was read
   * @param rejected the ids of what went into the quarantine again
   */
  List<Note> notes(BatchReport report, Set<String> places, Set<String> rejected) {
    return whole()
        ? List.of(whole(report))
        : asked.entries().stream().map(entry -> note(entry, places, rejected)).toList();
  }

  private Note note(Rereading.Entry entry, Set<String> places, Set<String> rejected) {
    boolean again = rejected.contains(entry.quarantineId()) || !places.contains(entry.place());
    return Note.ofEntry(
        entry.entryId(),
        asked.system(),
        again ? QuarantineNotes.RETRIED : QuarantineNotes.RESOLVED,
        asked.id(),
        (again ? "tried again by " : "taken in again by ") + asked.person());
  }

  private Note whole(BatchReport report) {
    long said = report.getCollections().stream().mapToLong(SecondReading::said).sum();
    return new Note(
        QuarantineNotes.BATCH,
        asked.batch(),
        asked.system(),
        QuarantineNotes.BATCH_REPLAYED,
        asked.id(),
        Optional.empty(),
        0,
        Optional.of(asked.batch()),
        "read again by " + asked.person() + ": " + said + " events");
  }

  private static long said(CollectionReport collection) {
    return collection.getCreated() + collection.getChanged() + collection.getDeleted();
  }
}
