package homeroom.http;

import homeroom.api.RecordKey;
import homeroom.audit.ConflictQueries;
import homeroom.audit.Holding;
import homeroom.audit.MovementEntry;
import homeroom.audit.MovementFilter;
import homeroom.audit.Page;
import homeroom.audit.QueryStore;
import homeroom.audit.RecordEntry;
import homeroom.audit.Subject;
import homeroom.audit.Undelivered;
import homeroom.schema.AlertStatus;
import homeroom.schema.MovementOutcome;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers what can be answered from the query store alone. */
final class LookUps {

  private static final Duration USUAL_WINDOW = Duration.ofHours(48);

  private final QueryStore store;

  LookUps(QueryStore store) {
    this.store = store;
  }

  JsonObject movements(Parameters asked) {
    MovementFilter filter =
        new MovementFilter(
            asked.record(),
            asked.text("entity"),
            asked.text("system"),
            asked.choice("outcome", MovementOutcome.class),
            asked.text("cause"),
            asked.from(),
            asked.time("to"));
    Page<MovementEntry> page = store.movements().find(filter, asked.text("cursor"), asked.limit());
    Names names =
        Names.of(
            store,
            page.items().stream()
                .flatMap(movement -> movement.sent().stream())
                .flatMap(due -> due.waitsFor().stream())
                .toList());
    JsonObject answer =
        new JsonObject()
            .put(
                "movements",
                Answers.list(page.items(), movement -> Answers.movement(movement, names)));
    return Answers.put(answer, "cursor", page.cursor());
  }

  JsonObject totals(Parameters asked) {
    return new JsonObject()
        .put(
            "totals",
            Answers.list(
                store.movements().totals(),
                total ->
                    new JsonObject()
                        .put("outcome", total.outcome())
                        .put("system", total.system())
                        .put("effect", total.effect())
                        .put("movements", total.movements())
                        .put("causes", total.causes())));
  }

  /** Natural keys come in a body, so that they never stand in an address. */
  JsonObject pseudonym(String body) {
    RecordKey record;
    try {
      record = RecordKey.parse(new JsonObject(body).getString("record", ""));
    } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
      throw Refusal.badRequest(
          "RECORD_INVALID",
          "The body does not name a record.",
          "Send {\"record\": \"entity/key\"}, for example {\"record\": \"student/123\"}.");
    }
    return new JsonObject().put("pseudonym", store.pseudonyms().of(record));
  }

  JsonObject record(Parameters asked) {
    String named = asked.pathRecord();
    String record = Identifying.followed(store, named);
    Optional<RecordEntry> golden = store.records().find(record);
    List<Holding> holdings = store.records().holdings(record);
    JsonObject answer =
        golden
            .map(Answers::record)
            .or(() -> store.records().subject(record).map(LookUps::unheld))
            .orElseThrow(LookUps::unknownRecord);
    Names names =
        Names.of(store, holdings.stream().flatMap(held -> held.waitsFor().stream()).toList());
    if (!named.equals(record)) {
      store
          .records()
          .subject(named)
          .flatMap(Subject::key)
          .ifPresent(key -> answer.put("formerKey", key));
    }
    return answer
        .put("systems", Answers.list(holdings, holding -> Answers.holding(holding, names)))
        .put(
            "conflicts",
            Answers.list(
                store.conflicts().find(conflictsOf(record), 20), Answers::conflictWithValues));
  }

  /** Movements know the record, but nothing of it is held to be true. */
  private static JsonObject unheld(Subject subject) {
    return new JsonObject()
        .put("record", subject.record())
        .put("entity", subject.entity())
        .put("key", subject.key().orElse(""))
        .put("version", 0)
        .put("exists", false)
        .put("fields", List.of());
  }

  private static ConflictQueries.Filter conflictsOf(String record) {
    return ConflictQueries.Filter.ofRecord(record);
  }

  static Refusal unknownRecord() {
    return Refusal.notFound(
        "RECORD_UNKNOWN",
        "The hub has never heard of this record.",
        "Check the spelling of entity and key. If a source should have told it, look at the"
            + " source's last batch and at the quarantine. What was told a moment ago is known once"
            + " the query store has read it.");
  }

  JsonObject records(Parameters asked) {
    Page<RecordEntry> page =
        store.records().list(asked.text("entity"), asked.text("cursor"), asked.limit());
    JsonObject answer =
        new JsonObject().put("records", Answers.list(page.items(), Answers::record));
    return Answers.put(answer, "cursor", page.cursor());
  }

  JsonObject conflicts(Parameters asked) {
    ConflictQueries.Filter filter =
        new ConflictQueries.Filter(
            asked.record(),
            asked.text("entity"),
            asked.text("system"),
            asked.text("field"),
            asked.text("rule"),
            asked.flag("waiting"),
            asked.from(),
            asked.time("to"));
    return new JsonObject()
        .put(
            "conflicts",
            Answers.list(store.conflicts().find(filter, asked.limit()), Answers::conflict));
  }

  JsonObject undelivered(Parameters asked) {
    String system = asked.required("system");
    Instant to = asked.time("to").orElse(asked.now());
    Instant from = asked.from().orElse(to.minus(USUAL_WINDOW));
    Undelivered undelivered = store.deliveries().undelivered(system, from, to);
    Stream<String> waited =
        undelivered.causes().stream()
            .flatMap(cause -> cause.examples().stream())
            .flatMap(example -> example.waitsFor().stream());
    return Answers.undelivered(undelivered, Names.of(store, waited.toList()))
        .put("system", system)
        .put("from", from.toString())
        .put("to", to.toString());
  }

  JsonObject firstDelivered(Parameters asked) {
    String record = asked.record().orElseThrow(() -> missing("record"));
    String system = asked.required("system");
    JsonObject answer = new JsonObject().put("record", record).put("system", system);
    store
        .deliveries()
        .firstDelivered(record, system)
        .ifPresent(
            first -> {
              Answers.put(answer, "createdAt", first.created());
              Answers.put(answer, "firstAt", first.first());
            });
    return answer;
  }

  private static Refusal missing(String name) {
    return Refusal.badRequest(
        "PARAMETER_MISSING",
        "The parameter " + name + " is missing.",
        "Add " + name + "= to the address.");
  }

  JsonObject batches(Parameters asked) {
    return new JsonObject()
        .put(
            "batches",
            Answers.list(
                store.intake().batches(asked.text("system"), asked.limit()), Answers::batch));
  }

  JsonObject alerts(Parameters asked) {
    return new JsonObject()
        .put(
            "alerts",
            Answers.list(
                store
                    .alerts()
                    .find(
                        asked.text("name"),
                        asked.choice("status", AlertStatus.class).map(AlertStatus::name),
                        asked.limit()),
                Answers::alert));
  }
}
