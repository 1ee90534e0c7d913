package homeroom.http;

import homeroom.api.AdapterFailure;
import homeroom.api.RecordKey;
import homeroom.audit.KeyEntry;
import homeroom.audit.QueryStore;
import homeroom.audit.RecordEntry;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/** Answers what keys records have, and takes in what people say of them. */
final class Identifying {

  private static final int LONGEST_CHAIN = 16;

  private final HubControl hub;
  private final QueryStore store;

  Identifying(HubControl hub, QueryStore store) {
    this.hub = hub;
    this.store = store;
  }

  /** The pseudonym of the record that a key leads to. */
  static String followed(QueryStore store, String pseudonym) {
    String at = pseudonym;
    for (int step = 0; step < LONGEST_CHAIN; step++) {
      Optional<String> next = store.keys().find(at).movedTo();
      if (next.isEmpty()) {
        break;
      }
      at = store.pseudonyms().of(RecordKey.parse(next.get()));
    }
    return at;
  }

  /** The history of a record's keys. */
  JsonObject keys(Parameters asked) {
    String record = asked.pathRecord();
    KeyEntry keys = store.keys().find(record);
    String now = followed(store, record);
    if (keys.steps().isEmpty() && store.records().subject(record).isEmpty()) {
      throw LookUps.unknownRecord();
    }
    JsonObject answer = new JsonObject().put("record", record);
    store.records().subject(record).ifPresent(subject -> put(answer, "key", subject));
    if (!now.equals(record)) {
      store.records().subject(now).ifPresent(subject -> put(answer, "goesOnAs", subject));
    }
    return answer.put("steps", Answers.list(keys.steps(), Identifying::step));
  }

  private static void put(JsonObject answer, String name, homeroom.audit.Subject subject) {
    subject.key().ifPresent(key -> answer.put(name, subject.entity() + "/" + key));
  }

  private static JsonObject step(KeyEntry.Step step) {
    JsonObject json =
        new JsonObject()
            .put("kind", step.kind().toLowerCase(Locale.ROOT))
            .put("from", step.from())
            .put("to", step.to())
            .put("at", step.at().toString())
            .put("by", step.by());
    return Answers.put(json, "why", step.why());
  }

  /** What waits because a system named it by an id of its own that is not known yet. */
  JsonObject waiting(Parameters asked) {
    return new JsonObject()
        .put(
            "waiting",
            Answers.list(
                store.keys().unresolved(asked.text("system"), asked.limit()),
                one ->
                    Answers.put(
                        new JsonObject()
                            .put("record", one.own().record())
                            .put("entity", one.own().entity())
                            .put("system", one.system())
                            .put("events", one.events())
                            .put("since", one.first().toString())
                            .put("last", one.last().toString()),
                        "key",
                        one.own().key())));
  }

  /**
   * @param body {@code {"kind": "rename", "record": entity/key, "to": entity/key, "person": …,
   *     "why": …}}; {@code merge} likewise, {@code split} without {@code to}
   */
  JsonObject change(String body) {
    Body said = Body.of(body, "{\"kind\": \"rename\", …}");
    HubControl.KeyChange.Kind kind = kind(said);
    RecordKey record = key(said, "record");
    Optional<RecordKey> to =
        kind == HubControl.KeyChange.Kind.SPLIT ? Optional.empty() : Optional.of(key(said, "to"));
    check(kind, record, to);
    try {
      hub.change(
          new HubControl.KeyChange(
              kind, record, to, said.written("person").orElse("somebody"), said.written("why")));
    } catch (AdapterFailure failure) {
      throw Refusal.ofOther(failure.failure());
    }
    return new JsonObject().put("status", "asked");
  }

  private void check(HubControl.KeyChange.Kind kind, RecordKey record, Optional<RecordKey> to) {
    boolean gone = movedTo(record).isPresent();
    if (kind == HubControl.KeyChange.Kind.SPLIT) {
      if (!gone) {
        throw Refusal.conflict(
            "RECORD_NOT_MERGED",
            "The key is a record's own; there is nothing to split.",
            "See its history: homeroom identity show ENTITY/KEY.");
      }
      return;
    }
    if (gone) {
      throw Refusal.conflict(
          "RECORD_MOVED_BEFORE",
          "The key was given up before.",
          "See where it leads: homeroom identity show ENTITY/KEY. Name that record instead.");
    }
    if (!exists(record)) {
      throw LookUps.unknownRecord();
    }
    RecordKey other = to.orElseThrow();
    if (!other.entity().equals(record.entity()) || other.equals(record)) {
      throw Refusal.badRequest(
          "RECORD_SAME_KEY",
          "The two are the same key, or of two entities.",
          "Name another key of the same entity.");
    }
    if (movedTo(other).filter(key -> !key.equals(record.toString())).isPresent()) {
      throw Refusal.conflict(
          "RECORD_KEY_GIVEN_UP",
          "The other key leads to yet another record.",
          "Name the record that it leads to, or split it off first: homeroom identity split.");
    }
    if (kind == HubControl.KeyChange.Kind.RENAME && exists(other)) {
      throw Refusal.conflict(
          "RECORD_EXISTS",
          "There is a record with the new key already.",
          "If the two are one, merge them: homeroom identity merge.");
    }
    if (kind == HubControl.KeyChange.Kind.MERGE && !exists(other)) {
      throw Refusal.conflict(
          "RECORD_MISSING",
          "There is no record to merge it into.",
          "If the record only has another key now, rename it: homeroom identity rename.");
    }
  }

  private Optional<String> movedTo(RecordKey record) {
    return store.keys().find(store.pseudonyms().of(record)).movedTo();
  }

  private boolean exists(RecordKey record) {
    return store
        .records()
        .find(store.pseudonyms().of(record))
        .filter(RecordEntry::present)
        .isPresent();
  }

  private static HubControl.KeyChange.Kind kind(Body said) {
    return switch (said.written("kind").orElse("")) {
      case "rename" -> HubControl.KeyChange.Kind.RENAME;
      case "merge" -> HubControl.KeyChange.Kind.MERGE;
      case "split" -> HubControl.KeyChange.Kind.SPLIT;
      default ->
          throw Refusal.badRequest(
              "KIND_UNKNOWN",
              "The body does not say what is to be done.",
              "Write kind as one of rename, merge and split.");
    };
  }

  private static RecordKey key(Body said, String name) {
    try {
      return RecordKey.parse(said.written(name).orElse(""));
    } catch (IllegalArgumentException none) {
      throw Refusal.badRequest(
          "RECORD_INVALID",
          "What stands in " + name + " does not name a record.",
          "Write entity/key, for example student/123.");
    }
  }
}
