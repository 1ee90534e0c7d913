package homeroom.http;

import homeroom.api.AdapterFailure;
import homeroom.api.RecordKey;
import homeroom.audit.ConflictEntry;
import homeroom.audit.QueryStore;
import homeroom.http.HubControl.Word;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Takes in what people decide about fields that wait for them. */
final class Deciding {

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
    JsonObject said = read(body);
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
              Optional.ofNullable(text(said, "person")).orElse("somebody")));
    } catch (AdapterFailure failure) {
      throw Refusal.ofOther(failure.failure());
    }
    return new JsonObject().put("id", id).put("status", "asked");
  }

  private static Word word(JsonObject said, ConflictEntry conflict) {
    int words =
        (said.containsKey(TAKE) ? 1 : 0)
            + (said.containsKey(VALUE) ? 1 : 0)
            + (said.getBoolean("by-rule", false) ? 1 : 0);
    if (words != 1) {
      throw Refusal.badRequest(
          "DECISION_UNCLEAR",
          "The body says nothing to take, or more than one thing.",
          "Write one of take, value and by-rule.");
    }
    if (said.containsKey(VALUE)) {
      return new Word.Value(Optional.ofNullable(text(said, VALUE)));
    }
    if (!said.containsKey(TAKE)) {
      return new Word.ByRule();
    }
    String system = String.valueOf(text(said, TAKE));
    if (!system.equals(conflict.held()) && !system.equals(conflict.arrived())) {
      throw Refusal.badRequest(
          "DECISION_UNKNOWN_SIDE",
          "The system that was named is no side of this conflict.",
          "Its sides are " + conflict.held() + " and " + conflict.arrived() + ".");
    }
    return new Word.Take(system);
  }

  private static JsonObject read(String body) {
    try {
      return new JsonObject(body);
    } catch (DecodeException noObject) {
      throw Refusal.badRequest(
          "BODY_INVALID", "The body is no JSON object.", "Write {\"take\": \"sis\"}.");
    }
  }

  private static String text(JsonObject said, String name) {
    Object value = said.getValue(name);
    if (value != null && !(value instanceof String)) {
      throw Refusal.badRequest(
          "DECISION_UNCLEAR", "What stands in " + name + " is no text.", "Write it in quotes.");
    }
    return (String) value;
  }
}
