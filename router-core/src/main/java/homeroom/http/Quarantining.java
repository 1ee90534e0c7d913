package homeroom.http;

import homeroom.api.AdapterFailure;
import homeroom.api.RecordKey;
import homeroom.audit.QuarantineEntry;
import homeroom.audit.QuarantineEntry.Direction;
import homeroom.audit.QuarantineEntry.State;
import homeroom.audit.QuarantineQueries.Filter;
import homeroom.audit.QueryStore;
import homeroom.audit.Subject;
import homeroom.replay.ReplayOrder;
import homeroom.replay.ReplayRefused;
import homeroom.replay.Replays;
import homeroom.wire.QuarantineNotes;
import homeroom.wire.QuarantineNotes.Note;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Shows what is in quarantine, and takes in what people say of it. */
final class Quarantining {

  private static final String UNCLEAR = "QUARANTINE_UNCLEAR";
  private static final int ALL = Integer.MAX_VALUE;

  private final HubControl hub;
  private final QueryStore store;
  private final Replays replays;

  Quarantining(HubControl hub, QueryStore store, Replays replays) {
    this.hub = hub;
    this.store = store;
    this.replays = replays;
  }

  JsonObject causes(Parameters asked) {
    return new JsonObject()
        .put(
            "causes",
            Answers.list(
                store.quarantine().causes(filter(asked), asked.limit()), Answers::quarantineCause));
  }

  JsonObject entries(Parameters asked) {
    return new JsonObject()
        .put(
            "entries",
            Answers.list(
                store.quarantine().entries(filter(asked), asked.limit()), Answers::quarantined));
  }

  JsonObject entry(Parameters asked) {
    return Answers.quarantined(
        store.quarantine().entry(asked.path("id")).orElseThrow(Quarantining::unknown));
  }

  private static Filter filter(Parameters asked) {
    return new Filter(
        asked.text("system"),
        asked.choice("direction", Direction.class),
        asked.text("cause"),
        asked.flag("all"));
  }

  /**
   * Tries an entry, or all open ones of a cause, again.
   *
   * @param body {@code {"what": id or cause, "person": name}}
   */
  JsonObject retry(String body) {
    Body said = Body.of(body, "{\"what\": \"…\"}", UNCLEAR);
    List<QuarantineEntry> entries = meant(said.text("what").orElse(""));
    QuarantineEntry first = entries.getFirst();
    String person = said.person();
    return first.direction() == Direction.OUT
        ? new JsonObject().put("replay", sendAgain(first, isCause(said, first), person))
        : new Retaking(hub, "retry-" + UUID.randomUUID().toString().substring(0, 13), person)
            .take(entries);
  }

  private static boolean isCause(Body said, QuarantineEntry entry) {
    return said.text("what").filter(entry.id()::equals).isEmpty();
  }

  /** As a replay, so that only what is owed goes out, with the value of now. */
  private JsonObject sendAgain(QuarantineEntry entry, boolean whole, String person) {
    ReplayOrder order =
        new ReplayOrder(
            entry.system(),
            new ReplayOrder.Reach.All(),
            new ReplayOrder.Doubt.None(),
            Optional.empty(),
            whole ? Optional.empty() : Optional.of(record(entry)),
            true,
            Optional.of(entry.cause()),
            Replaying.USUAL_RATE,
            person);
    try {
      return Replaying.job(replays.start(order));
    } catch (ReplayRefused refused) {
      throw Replaying.refusal(refused);
    }
  }

  private static RecordKey record(QuarantineEntry entry) {
    return entry
        .subject()
        .flatMap(subject -> subject.key().map(key -> new RecordKey(subject.entity(), key)))
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "RECORD_FORGOTTEN",
                    "The record was forgotten.",
                    "There is nothing left to send."));
  }

  /**
   * Says of an entry, or all open ones of a cause, that nobody will look at it again.
   *
   * @param body {@code {"what": id or cause, "reason": text, "person": name}}
   */
  JsonObject drop(String body) {
    Body said = Body.of(body, "{\"what\": \"…\"}", UNCLEAR);
    String reason = said.text("reason").orElse("");
    if (reason.isBlank()) {
      throw Refusal.badRequest(
          "QUARANTINE_REASON_MISSING",
          "Nothing was said of why nobody needs to look at it again.",
          "Say it with --reason, without naming anybody.");
    }
    String detail = "dropped by " + said.person() + ": " + reason;
    String request = "drop-" + UUID.randomUUID().toString().substring(0, 13);
    List<QuarantineEntry> entries = meant(said.text("what").orElse(""));
    try {
      hub.note(entries.stream().map(entry -> note(entry, request, detail)).toList());
    } catch (AdapterFailure failure) {
      throw Refusal.of(failure.failure());
    }
    return new JsonObject().put("id", request).put("dropped", entries.size());
  }

  private static Note note(QuarantineEntry entry, String request, String detail) {
    if (entry.direction() == Direction.IN) {
      return Note.ofEntry(entry.id(), entry.system(), QuarantineNotes.DROPPED, request, detail);
    }
    RecordKey record = record(entry);
    return new Note(
        record.entity(),
        record.key(),
        entry.system(),
        QuarantineNotes.DROPPED,
        request,
        entry.delivery(),
        entry.version(),
        Optional.empty(),
        detail);
  }

  /** The open entries that an id or a cause names. */
  private List<QuarantineEntry> meant(String what) {
    if (what.isEmpty()) {
      throw Refusal.badRequest(
          UNCLEAR,
          "Nothing was said of which entry or cause is meant.",
          "Name one as homeroom quarantine list shows it.");
    }
    Optional<QuarantineEntry> one = store.quarantine().entry(what);
    List<QuarantineEntry> found =
        one.map(List::of).orElseGet(() -> store.quarantine().entries(Filter.ofCause(what), ALL));
    if (found.isEmpty()) {
      throw unknown();
    }
    List<QuarantineEntry> open =
        found.stream().filter(entry -> entry.state() == State.OPEN).filter(this::nameable).toList();
    if (open.isEmpty()) {
      throw Refusal.conflict(
          "QUARANTINE_NOT_OPEN",
          "Nothing of it is open: it is on its way again, resolved or dropped.",
          "See how it stands: homeroom quarantine list --all.");
    }
    return open;
  }

  private boolean nameable(QuarantineEntry entry) {
    return entry.direction() == Direction.IN || entry.subject().flatMap(Subject::key).isPresent();
  }

  private static Refusal unknown() {
    return Refusal.notFound(
        "QUARANTINE_UNKNOWN",
        "There is no open entry or cause of that name.",
        "See which there are: homeroom quarantine list --all.");
  }
}
