package homeroom.http;

import homeroom.audit.AlertEntry;
import homeroom.audit.BatchEntry;
import homeroom.audit.ConflictEntry;
import homeroom.audit.FieldEntry;
import homeroom.audit.Holding;
import homeroom.audit.MovementEntry;
import homeroom.audit.QuarantineCause;
import homeroom.audit.QuarantineEntry;
import homeroom.audit.RecordEntry;
import homeroom.audit.Subject;
import homeroom.audit.Undelivered;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The JSON of what is looked up. What is not there is left out. */
final class Answers {

  private Answers() {}

  static <T> JsonArray list(Collection<T> items, Function<T, JsonObject> json) {
    return new JsonArray(items.stream().map(json).map(Object.class::cast).toList());
  }

  static JsonObject put(JsonObject json, String name, Optional<?> value) {
    value.ifPresent(v -> json.put(name, v instanceof Instant time ? time.toString() : v));
    return json;
  }

  static JsonObject subject(Subject subject) {
    JsonObject json =
        new JsonObject().put("record", subject.record()).put("entity", subject.entity());
    return put(json, "key", subject.key());
  }

  static JsonObject movement(MovementEntry movement, Names names) {
    JsonObject json =
        subject(movement.subject())
            .put("id", movement.id())
            .put("at", movement.at().toString())
            .put("outcome", movement.outcome())
            .put("system", movement.system())
            .put("cause", movement.cause());
    put(json, "delivery", movement.delivery());
    json.put("version", movement.version())
        .put("fields", new JsonArray(movement.fields()))
        .put("sent", list(movement.sent(), due -> due(due, names)));
    put(json, "effect", movement.effect());
    put(json, "code", movement.code());
    put(json, "detail", movement.detail());
    put(json, "batch", movement.batch());
    put(json, "category", movement.category());
    put(json, "status", movement.status());
    put(json, "requestId", movement.requestId());
    return json.put("attempts", movement.attempts()).put("configuration", movement.configuration());
  }

  private static JsonObject due(MovementEntry.Due due, Names names) {
    JsonObject json = new JsonObject().put("system", due.system());
    return put(json, "delivery", due.delivery()).put("waitsFor", names.of(due.waitsFor()));
  }

  /** With its values, as only the answers about a record itself or one conflict show them. */
  static JsonObject record(RecordEntry record) {
    return subject(record.subject())
        .put("version", record.version())
        .put("exists", record.present())
        .put("configuration", record.configuration())
        .put("changedAt", record.writtenAt().toString())
        .put("fields", list(record.fields(), Answers::field));
  }

  private static JsonObject field(FieldEntry field) {
    return new JsonObject()
        .put("name", field.name())
        .put("type", field.type())
        .put("value", Json.decodeValue(field.value()))
        .put("version", field.version())
        .put("source", field.system())
        .put("rule", field.rule())
        .put("event", field.event())
        .put("configuration", field.configuration())
        .put("occurredAt", field.occurredAt().toString());
  }

  static JsonObject holding(Holding holding, Names names) {
    JsonObject json =
        new JsonObject()
            .put("system", holding.system())
            .put("state", holding.state().name())
            .put("version", holding.version())
            .put("since", holding.since().toString());
    put(json, "due", holding.due());
    put(json, "delivery", holding.delivery());
    put(json, "effect", holding.effect());
    put(json, "createdAt", holding.created());
    put(json, "firstAt", holding.first());
    put(json, "code", holding.code());
    put(json, "detail", holding.detail());
    return json.put("waitsFor", names.of(holding.waitsFor()));
  }

  static JsonObject conflict(ConflictEntry conflict) {
    return subject(conflict.subject())
        .put("id", conflict.id())
        .put("at", conflict.decidedAt().toString())
        .put("field", conflict.field())
        .put("held", conflict.held())
        .put("arrived", conflict.arrived())
        .put("rivals", new JsonArray(conflict.rivals()))
        .put("rule", conflict.rule())
        .put("winner", conflict.winner())
        .put("action", conflict.action())
        .put("configuration", conflict.configuration());
  }

  /** With both values, for the answer about the record itself. */
  static JsonObject conflictWithValues(ConflictEntry conflict) {
    return conflict(conflict).put("sides", new JsonObject(conflict.sides()));
  }

  static JsonObject batch(BatchEntry batch) {
    JsonObject json =
        new JsonObject()
            .put("system", batch.system())
            .put("batch", batch.batch())
            .put("origin", batch.origin())
            .put("status", batch.status())
            .put("startedAt", batch.startedAt().toString());
    put(json, "endedAt", batch.endedAt());
    put(json, "code", batch.code());
    put(json, "message", batch.message());
    put(json, "remedy", batch.remedy());
    put(json, "held", batch.held());
    put(json, "heldUntil", batch.heldUntil());
    put(json, "approvedBy", batch.approvedBy());
    return json.put("collections", list(batch.collections(), Answers::collection));
  }

  private static JsonObject collection(BatchEntry.Collection collection) {
    JsonObject json =
        new JsonObject()
            .put("collection", collection.collection())
            .put("rows", collection.rows())
            .put("created", collection.created())
            .put("changed", collection.changed())
            .put("unchanged", collection.unchanged())
            .put("deleted", collection.deleted())
            .put("rejected", collection.rejected())
            .put("skipped", collection.skipped())
            .put("left", collection.left());
    put(json, "format", collection.format());
    return json;
  }

  static JsonObject quarantined(QuarantineEntry entry) {
    JsonObject json = entry.subject().map(Answers::subject).orElseGet(JsonObject::new);
    json.put("id", entry.id())
        .put("direction", entry.direction().name())
        .put("system", entry.system())
        .put("cause", entry.cause())
        .put("state", entry.state().name())
        .put("code", entry.code());
    put(json, "field", entry.field());
    json.put("message", entry.message());
    put(json, "remedy", entry.remedy());
    put(json, "category", entry.category());
    put(json, "status", entry.status());
    put(json, "requestId", entry.requestId());
    put(json, "batch", entry.batch());
    put(json, "place", entry.place());
    put(json, "delivery", entry.delivery());
    json.put("attempts", entry.attempts())
        .put("since", entry.since().toString())
        .put("last", entry.last().toString());
    put(json, "endedAt", entry.ended());
    return put(json, "note", entry.note());
  }

  static JsonObject quarantineCause(QuarantineCause cause) {
    JsonObject json =
        new JsonObject()
            .put("cause", cause.cause())
            .put("direction", cause.direction().name())
            .put("system", cause.system())
            .put("code", cause.code());
    put(json, "field", cause.field());
    return json.put("open", cause.open())
        .put("trying", cause.trying())
        .put("over", cause.over())
        .put("since", cause.since().toString())
        .put("last", cause.last().toString())
        .put("example", quarantined(cause.example()));
  }

  static JsonObject alert(AlertEntry entry) {
    JsonObject json =
        new JsonObject()
            .put("id", entry.id())
            .put("name", entry.name())
            .put("channel", entry.channel())
            .put("on", entry.trigger().toLowerCase(Locale.ROOT).replace('_', '-'))
            .put("entity", entry.entity())
            .put("fields", entry.fields())
            .put("systems", entry.systems())
            .put("reason", entry.reason())
            .put("status", entry.status())
            .put("count", entry.occurrences())
            .put("first", entry.firstAt().toString())
            .put("last", entry.lastAt().toString())
            .put("examples", entry.examples())
            .put("dueAt", entry.dueAt().toString())
            .put("attempts", entry.attempts());
    put(json, "nextAttemptAt", entry.nextAttemptAt());
    put(json, "endedAt", entry.endedAt());
    put(json, "code", entry.code());
    put(json, "message", entry.message());
    return put(json, "remedy", entry.remedy());
  }

  static JsonObject undelivered(Undelivered undelivered, Names names) {
    return new JsonObject()
        .put("causes", list(undelivered.causes(), cause -> cause(cause, names)))
        .put("dropped", undelivered.dropped())
        .put("recovered", undelivered.recovered())
        .put("handedOver", undelivered.handedOver())
        .put("quarantined", list(undelivered.kept(), Answers::kept));
  }

  private static JsonObject cause(Undelivered.Cause cause, Names names) {
    JsonObject json = new JsonObject().put("state", cause.state().name());
    put(json, "reason", cause.reason());
    json.put("records", cause.records())
        .put("dueBefore", cause.before())
        .put("oldest", cause.oldest().toString());
    put(json, "detail", cause.detail());
    put(json, "category", cause.category());
    put(json, "status", cause.status());
    put(json, "parent", cause.parent().map(Answers::subject));
    if (cause.parents() > 0) {
      json.put("parents", cause.parents());
    }
    return json.put(
        "examples",
        list(
            cause.examples(),
            example ->
                subject(example.subject())
                    .put("due", example.due().toString())
                    .put("waitsFor", names.of(example.waitsFor()))));
  }

  private static JsonObject kept(Undelivered.Kept kept) {
    return new JsonObject()
        .put("system", kept.system())
        .put("code", kept.code())
        .put("message", kept.message())
        .put("remedy", kept.remedy())
        .put("entries", kept.entries());
  }
}
