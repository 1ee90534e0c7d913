package homeroom.ingest;

import static homeroom.ingest.Reread.refused;

import homeroom.api.AdapterFailure;
import homeroom.wire.QuarantineNotes;
import homeroom.wire.QuarantineNotes.Note;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends one event that the router could not use to it again: the same bytes, so the same event id.
 * Not if the source spoke of the record since, because the old word would come after the newer one.
 *
 * @param asked its place names the message
 */
record Resend(IntakeRules rules, SourceStanding standing, Rereading asked, Rereading.Entry entry) {

  private static final Pattern PLACE = Pattern.compile("(.+):(\\d+):(\\d+)");

  /** Whether it was sent; otherwise something newer stands, and the entry is over. */
  boolean run() throws AdapterFailure {
    Matcher place = PLACE.matcher(entry.place());
    if (!place.matches() || !place.group(1).equals(rules.topics().events(rules.system()))) {
      throw refused(
          "QUARANTINE_NOT_RETRYABLE",
          "the entry is neither a row of a kept file nor an event of " + rules.system(),
          "mend what wrote it, then drop the entry");
    }
    SourceLog.Again found =
        standing
            .log()
            .event(Integer.parseInt(place.group(2)), Long.parseLong(place.group(3)))
            .orElseThrow(
                () ->
                    refused(
                        "QUARANTINE_EVENT_GONE",
                        "the event is not in the log any more",
                        "have the source say the record again, then drop the entry"));
    if (found.misplaced()) {
      throw refused(
          "QUARANTINE_NOT_RETRYABLE",
          "the event lies where its key does not belong, so nobody knows what came after it",
          "mend what wrote it, have the source say the record again, then drop the entry");
    }
    act(found);
    return !found.overtaken();
  }

  private void act(SourceLog.Again found) {
    if (found.overtaken()) {
      standing.writer().begin();
      standing.note(note("the source spoke of the record since"));
      standing.writer().commit();
    } else {
      standing.resend(found.key(), found.value(), note("sent again by " + asked.person()));
    }
  }

  private Note note(String detail) {
    return Note.ofEntry(
        entry.entryId(), rules.system(), QuarantineNotes.RESOLVED, asked.id(), detail);
  }
}
