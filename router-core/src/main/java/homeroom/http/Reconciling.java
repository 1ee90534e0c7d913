package homeroom.http;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.RecordKey;
import homeroom.audit.Pseudonyms;
import homeroom.reconcile.Question;
import homeroom.reconcile.Reconciliation;
import homeroom.reconcile.Reconciliation.Outcome;
import homeroom.reconcile.Reconciliation.Report;
import homeroom.reconcile.Reconciliations;
import homeroom.reconcile.Repair;
import homeroom.reconcile.Repairs;
import homeroom.reconcile.compare.Difference;
import homeroom.reconcile.compare.Finding;
import homeroom.reconcile.compare.Verdict;
import homeroom.replay.ReplayOrder;
import homeroom.replay.ReplayOrder.Doubt;
import homeroom.replay.ReplayOrder.Reach;
import homeroom.replay.ReplayRefused;
import homeroom.replay.Replays;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Takes in comparisons, tells what they found, and has repaired what can be. */
final class Reconciling {

  private static final String EXAMPLE = "{\"system\": \"lms\"}";

  private static final Set<String> UNKNOWN =
      Set.of("RECONCILE_SYSTEM_UNKNOWN", "RECONCILE_UNKNOWN");

  private final Reconciliations reconciliations;
  private final Replays replays;
  private final HubControl hub;
  private final Pseudonyms pseudonyms;

  Reconciling(
      Reconciliations reconciliations, Replays replays, HubControl hub, Pseudonyms pseudonyms) {
    this.reconciliations = reconciliations;
    this.replays = replays;
    this.hub = hub;
    this.pseudonyms = pseudonyms;
  }

  /**
   * @param body {@code {"system": name}}; with {@code batch}, {@code entity}, and {@code "values":
   *     true} to be told what stands in the fields
   */
  JsonObject start(String body) {
    Body said = Body.of(body, EXAMPLE);
    Question question =
        new Question(
            said.text("system")
                .orElseThrow(
                    () ->
                        Refusal.badRequest(
                            "RECONCILE_SYSTEM_MISSING",
                            "Nothing was said of which system is to be compared.",
                            "Name it: {\"system\": \"lms\"}.")),
            said.text("batch"),
            said.text("entity"),
            said.flag("values"));
    try {
      return described(reconciliations.start(question));
    } catch (AdapterFailure failure) {
      throw refusal(failure.failure());
    }
  }

  JsonObject show(Parameters asked) {
    return described(found(asked.path("id")));
  }

  /** Some of what is not equal, from a place in the report on. */
  JsonObject findings(Parameters asked) {
    List<Finding> all = report(asked.path("id")).findings();
    int from = Math.min(asked.number("from", 0), all.size());
    int to = Math.min(from + asked.limit(), all.size());
    JsonObject answer =
        new JsonObject().put("findings", Answers.list(all.subList(from, to), this::finding));
    return to < all.size() ? answer.put("next", to) : answer;
  }

  /** Ends a comparison that goes on or waits. */
  JsonObject cancel(String id) {
    try {
      return described(reconciliations.cancel(id));
    } catch (AdapterFailure failure) {
      throw refusal(failure.failure());
    }
  }

  /**
   * Begins a replay of what can be repaired.
   *
   * @param body {@code {"person": name, "per-second": number}}; with {@code "wake": true} what the
   *     system put to sleep as well, with {@code "most": true} also where it is most of what is
   *     there; {@code "dry-run": true} sends nothing
   */
  JsonObject repair(String id, String body) {
    Reconciliation compared = found(id);
    if (compared.question().batch().isPresent()) {
      throw Refusal.conflict(
          "RECONCILE_BATCH_NOT_REPAIRED",
          "What a batch says is not repaired by a comparison.",
          "Read it again: homeroom replay --source "
              + compared.question().system()
              + " --batch ID --dry-run.");
    }
    Body said = Body.of(body, "{\"person\": \"kim\"}");
    Repair.Wish wish = new Repair.Wish(said.flag("wake"), said.flag("most"));
    Repairs repairs = reconciliations.repairs();
    try {
      if (said.flag("dry-run")) {
        return described(repairs.preview(id, wish));
      }
      Repair repair = repairs.begin(id, wish);
      return repair.isEmpty()
          ? described(repair)
          : described(repair).put("replay", replay(compared, repair, said));
    } catch (AdapterFailure failure) {
      throw refusal(failure.failure());
    } catch (InterruptedException ends) {
      Thread.currentThread().interrupt();
      throw Refusal.conflict(
          "HUB_ENDING", "The hub ends.", "Ask again when it is up: homeroom status.");
    }
  }

  private static JsonObject described(Repair repair) {
    Map<String, long[]> counts = new TreeMap<>();
    repair.missing().forEach(it -> counts.computeIfAbsent(it.entity(), _ -> new long[2])[0]++);
    repair.again().forEach(it -> counts.computeIfAbsent(it.entity(), _ -> new long[2])[1]++);
    JsonArray entities = new JsonArray();
    counts.forEach(
        (entity, count) ->
            entities.add(
                new JsonObject()
                    .put("entity", entity)
                    .put("create", count[0])
                    .put("again", count[1])));
    return new JsonObject()
        .put("records", repair.records().size())
        .put("left", repair.left())
        .put("counts", entities);
  }

  private JsonObject replay(Reconciliation compared, Repair repair, Body said) {
    ReplayOrder order =
        new ReplayOrder(
            compared.question().system(),
            new Reach.These(repair.records()),
            new Doubt.Seen(repair.missing()),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            said.number("per-second", Replaying.USUAL_RATE),
            said.person());
    try {
      return Replaying.job(replays.start(order));
    } catch (ReplayRefused refused) {
      // One of which nobody knows whether it was written may be on its way.
      if (refused.kind() != ReplayRefused.Kind.UNAVAILABLE) {
        reconciliations.repairs().notDone(compared.id());
      }
      throw Replaying.refusal(refused);
    }
  }

  private Reconciliation found(String id) {
    return reconciliations
        .find(id)
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "RECONCILE_UNKNOWN",
                    "The hub keeps no comparison of that id; it keeps the latest four until it"
                        + " ends.",
                    "Compare once more: homeroom reconcile SYSTEM."));
  }

  private Report report(String id) {
    return found(id)
        .report()
        .orElseThrow(
            () ->
                Refusal.conflict(
                    "RECONCILE_NOT_DONE",
                    "The comparison goes on, or could not be done.",
                    "See how it stands: GET /api/v1/reconciliations/" + id + "."));
  }

  private JsonObject described(Reconciliation one) {
    JsonObject json =
        new JsonObject()
            .put("id", one.id())
            .put("tenant", hub.status().tenant())
            .put("system", one.question().system())
            .put("configuration", one.configuration())
            .put("startedAt", one.startedAt().toString())
            .put("read", one.read());
    Answers.put(json, "batch", one.question().batch());
    Answers.put(json, "entity", one.question().entity());
    switch (one.outcome().orElse(null)) {
      case null -> json.put("status", "RUNNING");
      case Outcome.Failed(var failure) ->
          json.put("status", "FAILED")
              .put("code", failure.code())
              .put("message", failure.message())
              .put("remedy", failure.remedy());
      case Outcome.Compared(var report) -> {
        json.put("status", "DONE")
            .put("equal", report.isEqual())
            .put("compared", report.compared())
            .put("counts", counts(report.counts()))
            .put("nameless", report.nameless())
            .put("leftOut", new JsonArray(report.leftOut()));
        if (one.question().batch().isEmpty()) {
          json.put("repairable", report.toRepair().size()).put("wakeable", report.toWake().size());
        }
      }
    }
    return json;
  }

  private static JsonArray counts(Map<String, Map<Verdict, Long>> counts) {
    JsonArray all = new JsonArray();
    counts.forEach(
        (entity, verdicts) -> {
          JsonObject json = new JsonObject().put("entity", entity);
          for (Verdict verdict : Verdict.values()) {
            json.put(lower(verdict), verdicts.getOrDefault(verdict, 0L));
          }
          all.add(json);
        });
    return all;
  }

  private JsonObject finding(Finding finding) {
    JsonObject json =
        new JsonObject().put("verdict", lower(finding.verdict())).put("entity", finding.entity());
    Answers.put(json, "key", finding.key());
    finding
        .key()
        .ifPresent(key -> json.put("record", pseudonyms.of(new RecordKey(finding.entity(), key))));
    Answers.put(json, "place", finding.place());
    if (!finding.fields().isEmpty()) {
      json.put("fields", Answers.list(finding.fields(), Reconciling::difference));
    }
    Answers.put(json, "note", finding.note().map(Reconciling::lower));
    return Answers.put(json, "because", finding.because());
  }

  private static JsonObject difference(Difference field) {
    JsonObject json = new JsonObject().put("name", field.field());
    Answers.put(json, "should", field.should());
    Answers.put(json, "is", field.is());
    Answers.put(json, "decider", field.decider());
    return Answers.put(json, "rule", field.rule());
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static Refusal refusal(Failure failure) {
    if (failure.kind() == Failure.Kind.TRANSIENT) {
      return Refusal.of(failure);
    }
    return UNKNOWN.contains(failure.code())
        ? Refusal.notFound(failure.code(), failure.message(), failure.remedy())
        : Refusal.conflict(failure.code(), failure.message(), failure.remedy());
  }
}
