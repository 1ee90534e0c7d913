package homeroom.http;

import homeroom.api.AdapterFailure;
import homeroom.api.RecordKey;
import homeroom.audit.ConflictEntry;
import homeroom.audit.QueryStore;
import homeroom.http.HubControl.Word;
import io.vertx.core.json.JsonObject;

/** Takes in what people decide about fields that wait for them. */
final class Deciding {

  private static final String UNCLEAR = "DECISION_UNCLEAR";
  private static final String TAKE = "take";
  private static final String VALUE = "value";

  private final HubControl hub;
  private final QueryStore store;

  Deciding(HubControl hub, QueryStore store) {
    this.hub = hub;
    this.store = store;
  }

  /**
   * @param id the conflict's
   * @param body {@code {"take": system}}, {@code {"value": text or null}} or {@code {"by-rule":
   *     true}}, with {@code "person"}
   */
  JsonObject decide(String id, String body) {
    ConflictEntry conflict = store.conflicts().find(id).orElseThrow(Explaining::unknownConflict);
    Body said = Body.of(body, "{\"take\": \"sis\"}", UNCLEAR);
    if (!conflict.winner().isEmpty()) {
      throw Refusal.conflict(
          "CONFLICT_DECIDED",
          "The conflict does not wait for anybody: " + conflict.winner() + " won.",
          "See what became of it: homeroom conflicts show " + id + ".");
    }
    String key =
        conflict
            .subject()
            .key()
            .orElseThrow(
                () ->
                    Refusal.notFound(
                        "RECORD_FORGOTTEN",
                        "The record was forgotten.",
                        "There is nothing left to decide."));
    try {
      hub.decide(
          new HubControl.Verdict(
              new RecordKey(conflict.subject().entity(), key),
              conflict.field(),
              id,
              word(said, conflict),
              said.written("person").orElse("somebody")));
    } catch (AdapterFailure failure) {
      throw Refusal.ofOther(failure.failure());
    }
    return new JsonObject().put("id", id).put("status", "asked");
  }

  private static Word word(Body said, ConflictEntry conflict) {
    int words =
        (said.says(TAKE) ? 1 : 0)
            + (said.says(VALUE) ? 1 : 0)
            + (said.json().getBoolean("by-rule", false) ? 1 : 0);
    if (words != 1) {
      throw Refusal.badRequest(
          UNCLEAR,
          "The body says nothing to take, or more than one thing.",
          "Write one of take, value and by-rule.");
    }
    if (said.says(VALUE)) {
      return new Word.Value(said.written(VALUE));
    }
    if (!said.says(TAKE)) {
      return new Word.ByRule();
    }
    return said.written(TAKE)
        .filter(system -> system.equals(conflict.held()) || system.equals(conflict.arrived()))
        .map(Word.Take::new)
        .orElseThrow(
            () ->
                Refusal.badRequest(
                    "DECISION_UNKNOWN_SIDE",
                    "The system that was named is no side of this conflict.",
                    "Its sides are " + conflict.held() + " and " + conflict.arrived() + "."));
  }
}
