package homeroom.http;

import homeroom.audit.BatchDetail;
import homeroom.audit.BatchEntry;
import homeroom.audit.QueryStore;
import homeroom.audit.explain.BatchChange;
import homeroom.audit.explain.BatchChanges;
import homeroom.audit.explain.Explanations;
import homeroom.authority.FieldRules;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers what became of one batch. */
final class BatchReports {

  private final QueryStore store;
  private final BatchChanges changes;

  BatchReports(QueryStore store, BatchChanges changes) {
    this.store = store;
    this.changes = changes;
  }

  /** All of it but values. */
  JsonObject show(Parameters asked) {
    return json(store.batches().detail(found(asked)));
  }

  /** Which marked fields it changed, with their values; some of them, and where the next are. */
  JsonObject changes(Parameters asked) {
    if (changes.marked().isEmpty()) {
      throw Refusal.conflict(
          "BATCH_NOTHING_MARKED",
          "No field of the configuration is marked for the reports of batches.",
          "Write report: changes at the fields in question (entities/….yaml), and start the hub"
              + " with it.");
    }
    BatchEntry batch = found(asked);
    BatchChanges.Some some = changes.find(batch, asked.text("cursor"), asked.limit());
    JsonObject answer =
        new JsonObject()
            .put("system", batch.system())
            .put("batch", batch.batch())
            .put("marked", marked())
            .put("changes", Answers.list(some.changes(), BatchReports::change))
            .put("log", ExplanationJson.reach(some.reach()));
    return Answers.put(answer, "cursor", some.cursor());
  }

  private JsonObject marked() {
    JsonObject marked = new JsonObject();
    for (Map.Entry<String, Set<String>> entity : changes.marked().entrySet()) {
      marked.put(entity.getKey(), new JsonArray(entity.getValue().stream().sorted().toList()));
    }
    return marked;
  }

  private BatchEntry found(Parameters asked) {
    String name = asked.path("id");
    List<BatchEntry> meant = store.batches().named(name, asked.text("system"), 2);
    if (meant.isEmpty()) {
      throw Refusal.notFound(
          "BATCH_UNKNOWN",
          "There is no report of a batch of that id.",
          "Take the id from the last column of: homeroom batches");
    }
    BatchEntry newest = meant.getFirst();
    if (meant.size() > 1 && newest.held().filter(name::equals).isEmpty()) {
      throw Refusal.conflict(
          "BATCH_AMBIGUOUS",
          "More than one batch is meant by this.",
          "Write more of the id, or the system: --system NAME.");
    }
    return newest;
  }

  private static JsonObject json(BatchDetail detail) {
    JsonObject json = Answers.batch(detail.entry());
    Answers.put(json, "configuration", detail.configuration());
    Answers.put(json, "eventSchema", detail.eventSchema());
    Answers.put(json, "exportedAt", detail.exportedAt());
    Answers.put(json, "arrivedAt", detail.arrivedAt());
    Answers.put(json, "events", detail.events());
    return json.put("entities", Answers.list(detail.entities(), BatchReports::entity))
        .put("causes", Answers.list(detail.causes(), BatchReports::cause))
        .put("decisions", Answers.list(detail.decisions(), BatchReports::decision));
  }

  private static JsonObject entity(BatchDetail.Entity entity) {
    return new JsonObject()
        .put("collection", entity.collection())
        .put("entity", entity.entity())
        .put("created", entity.created())
        .put("changed", entity.changed())
        .put("unchanged", entity.unchanged())
        .put("deleted", entity.deleted())
        .put("rejected", entity.rejected())
        .put("left", entity.left());
  }

  private static JsonObject cause(BatchDetail.Cause cause) {
    JsonObject json =
        new JsonObject()
            .put("outcome", cause.outcome())
            .put("collection", cause.collection())
            .put("entity", cause.entity())
            .put("code", cause.code());
    return Answers.put(json, "field", cause.field()).put("number", cause.number());
  }

  private static JsonObject decision(BatchDetail.Decision decision) {
    JsonObject json =
        new JsonObject().put("entity", decision.entity()).put("outcome", decision.outcome());
    return Answers.put(json, "code", decision.code())
        .put("number", decision.number())
        .put("first", decision.first().toString())
        .put("last", decision.last().toString());
  }

  private static JsonObject change(BatchChange change) {
    JsonObject json =
        Answers.subject(change.subject())
            .put("field", name(change.field()))
            .put("at", change.at().toString())
            .put("event", change.event())
            .put("decision", change.outcome());
    Answers.put(json, "won", change.won());
    Answers.put(json, "place", change.place());
    change.before().ifPresent(before -> json.put("before", truth(before)));
    change.said().ifPresent(it -> json.put("said", ExplanationJson.value(new JsonObject(), it)));
    return json;
  }

  private static JsonObject truth(BatchChange.Truth truth) {
    return truth
        .value()
        .map(value -> ExplanationJson.value(new JsonObject(), value))
        .orElseGet(() -> new JsonObject().put("type", "nothing"));
  }

  private static String name(String field) {
    return field.equals(FieldRules.EXISTS) ? Explanations.EXISTENCE : field;
  }
}
