package homeroom.http;

import homeroom.api.Value;
import homeroom.audit.explain.ConflictStory;
import homeroom.audit.explain.Explanation;
import homeroom.audit.explain.Explanations;
import homeroom.audit.explain.RecordLog;
import homeroom.audit.explain.Story;
import homeroom.authority.FieldRules;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The JSON of explanations. These answers show values. What is not known is left out. */
final class ExplanationJson {

  private final Names names;

  ExplanationJson(Names names) {
    this.names = names;
  }

  JsonObject story(Story story) {
    JsonObject json =
        new JsonObject()
            .put("record", story.subject().record())
            .put("entity", story.subject().entity());
    Answers.put(json, "key", story.subject().key());
    Answers.put(json, "exists", story.present());
    return json.put("fields", Answers.list(story.fields(), this::explanation))
        .put("configurations", Answers.list(story.configurations(), ExplanationJson::applied))
        .put("log", reach(story.reach()))
        .put("eventsNotInLog", story.forgotten())
        .put("olderMovements", story.moreMovements());
  }

  private static JsonObject applied(Story.Applied applied) {
    JsonObject json = new JsonObject().put("id", applied.id()).put("current", applied.current());
    return Answers.put(json, "appliedAt", applied.at());
  }

  static JsonObject reach(RecordLog.Reach reach) {
    JsonObject json =
        new JsonObject()
            .put("messages", reach.messages())
            .put("ended", reach.ended())
            .put("leftOut", reach.leftOut());
    Answers.put(json, "begins", reach.begins());
    return Answers.put(json, "from", reach.from());
  }

  private JsonObject explanation(Explanation explanation) {
    JsonObject json = new JsonObject().put("name", name(explanation.field()));
    Answers.put(json, "now", explanation.now().map(ExplanationJson::truth));
    return json.put("said", Answers.list(explanation.assertions(), ExplanationJson::assertion))
        .put("conflicts", Answers.list(explanation.conflicts(), Answers::conflictWithValues))
        .put("told", Answers.list(explanation.carried(), ExplanationJson::carried))
        .put("systems", Answers.list(explanation.standings(), this::standing));
  }

  private static String name(String field) {
    return field.equals(FieldRules.EXISTS) ? Explanations.EXISTENCE : field;
  }

  private static JsonObject truth(Explanation.Truth truth) {
    JsonObject json =
        value(new JsonObject(), truth.value())
            .put("version", truth.version())
            .put("system", truth.system())
            .put("event", truth.event())
            .put("rule", truth.rule())
            .put("configuration", truth.configuration())
            .put("occurredAt", truth.occurredAt().toString());
    Answers.put(json, "since", truth.since());
    return Answers.put(json, "source", truth.source().map(ExplanationJson::assertion));
  }

  private static JsonObject assertion(Explanation.Assertion said) {
    JsonObject json =
        new JsonObject()
            .put("system", said.system())
            .put("event", said.event())
            .put("arrivedAt", said.arrivedAt().toString());
    Answers.put(json, "occurredAt", said.occurredAt());
    said.value().ifPresent(value -> value(json, value));
    Answers.put(json, "batch", said.batch());
    Answers.put(json, "origin", said.origin());
    Answers.put(json, "place", said.place());
    Answers.put(json, "decision", said.decision());
    Answers.put(json, "won", said.won());
    Answers.put(json, "rule", said.rule());
    return Answers.put(json, "configuration", said.configuration());
  }

  private static JsonObject carried(Explanation.Carried carried) {
    JsonObject json =
        new JsonObject().put("system", carried.system()).put("delivery", carried.delivery());
    Answers.put(json, "sentAt", carried.sentAt());
    json.put("version", carried.version()).put("delete", carried.delete());
    carried.value().ifPresent(value -> value(json, value));
    json.put("as", values(carried.as()))
        .put("repeated", carried.repeated())
        .put("inLog", carried.certain());
    return Answers.put(json, "ended", carried.ended().map(ExplanationJson::ended));
  }

  private static JsonArray values(Map<String, Value> values) {
    return Answers.list(
        values.entrySet(),
        entry -> value(new JsonObject().put("name", entry.getKey()), entry.getValue()));
  }

  private static JsonObject ended(Explanation.Ended ended) {
    JsonObject json =
        new JsonObject()
            .put("result", ended.result())
            .put("at", ended.at().toString())
            .put("attempts", ended.attempts());
    Answers.put(json, "code", ended.code());
    Answers.put(json, "message", ended.message());
    return Answers.put(json, "reference", ended.reference());
  }

  private JsonObject standing(Explanation.Standing standing) {
    JsonObject json =
        new JsonObject()
            .put("system", standing.system())
            .put("known", standing.how().name())
            .put("same", standing.same())
            .put("takes", standing.takes());
    standing.holds().ifPresent(value -> value(json, value));
    Answers.put(json, "since", standing.since());
    return Answers.put(
        json, "record", standing.holding().map(holding -> Answers.holding(holding, names)));
  }

  JsonObject conflict(ConflictStory story) {
    JsonObject json = Answers.conflict(story.conflict());
    Answers.put(json, "appliedAt", story.appliedAt());
    json.put("base", value(new JsonObject(), story.base()))
        .put("heldSide", side(story.held()))
        .put("arrivedSide", side(story.arrived()));
    Answers.put(json, "now", story.now().map(ExplanationJson::truth));
    if (!story.conflict().winner().isEmpty()) {
      json.put("loser", story.loser());
      Answers.put(json, "remedy", story.remedy().map(ExplanationJson::carried));
      Answers.put(json, "loserNow", story.standing().map(this::standing));
    }
    return json.put("log", reach(story.reach()));
  }

  private static JsonObject side(ConflictStory.Side side) {
    JsonObject json =
        value(new JsonObject(), side.value())
            .put("system", side.system())
            .put("occurredAt", side.occurredAt().toString());
    return Answers.put(json, "source", side.source().map(ExplanationJson::assertion));
  }

  static JsonObject value(JsonObject json, Value value) {
    return switch (value) {
      case Value.Null _ -> json.put("type", "null").putNull("value");
      case Value.Text(var text) -> json.put("type", "text").put("value", text);
      case Value.Flag(var flag) -> json.put("type", "flag").put("value", flag);
      case Value.Whole(var number) -> json.put("type", "whole").put("value", number);
      case Value.Decimal(var number) -> json.put("type", "decimal").put("value", number);
      case Value.Day day -> json.put("type", "day").put("value", day.toString());
      case Value.Moment moment -> json.put("type", "moment").put("value", moment.toString());
      case Value.Items(var items) -> json.put("type", "items").put("value", new JsonArray(items));
    };
  }
}
