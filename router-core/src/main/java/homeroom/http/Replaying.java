package homeroom.http;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.RecordKey;
import homeroom.replay.ReplayJob;
import homeroom.replay.ReplayOrder;
import homeroom.replay.ReplayOrder.Doubt;
import homeroom.replay.ReplayOrder.Reach;
import homeroom.replay.ReplayRecords;
import homeroom.replay.ReplayRefused;
import homeroom.replay.Replays;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;

/** Takes in replays, and tells how far they are. */
final class Replaying {

  static final int USUAL_RATE = 200;
  private static final String INVALID = "REPLAY_INVALID";
  private static final String RESTORED_TO = "restored-to";
  private static final String DRY_RUN = "dry-run";
  private static final String FROM = "from";
  private static final String PLACE_LOST = "place-lost";

  private final HubControl hub;
  private final Replays replays;
  private final InstantSource clock;

  Replaying(HubControl hub, Replays replays, InstantSource clock) {
    this.hub = hub;
    this.replays = replays;
    this.clock = clock;
  }

  /**
   * @param body {@code {"to": system, "from": time, "until": time}} or {@code {"to": system, "all":
   *     true}}; with {@code entity}, {@code record}, {@code only}, {@code restored-to}, {@code
   *     rebuilt}, {@code place-lost}, {@code per-second}, {@code person}; {@code "dry-run": true}
   *     sends nothing
   */
  JsonObject ask(String body) {
    Body said = Body.of(body, "{\"to\": \"lms\", …}", INVALID);
    ReplayOrder order = order(said);
    try {
      if (said.flag(DRY_RUN)) {
        return preview(order);
      }
      if (said.flag(PLACE_LOST)) {
        beginAnew(order);
      }
      return job(replays.start(order));
    } catch (ReplayRefused refused) {
      throw refusal(refused);
    }
  }

  private void beginAnew(ReplayOrder order) {
    if (!order.isOfAll()) {
      throw invalid(PLACE_LOST, "It is about all records: homeroom resync, with nothing else.");
    }
    try {
      hub.beginDeliveriesAnew(order.system());
    } catch (HubControl.UnknownSystem unknown) {
      throw Refusal.notFound(
          "REPLAY_SYSTEM_UNKNOWN",
          String.valueOf(unknown.getMessage()),
          "See which systems there are: homeroom status.");
    } catch (AdapterFailure failed) {
      throw Refusal.of(failed.failure());
    }
  }

  JsonObject list(Parameters asked) {
    return new JsonObject()
        .put(
            "replays",
            Answers.list(replays.list().stream().limit(asked.limit()).toList(), Replaying::job));
  }

  JsonObject show(Parameters asked) {
    String id = asked.path("id");
    ReplayJob job =
        replays
            .find(id)
            .orElseThrow(
                () ->
                    Refusal.notFound(
                        "REPLAY_UNKNOWN",
                        "There is no replay of that id.",
                        "See which there are: homeroom replay list."));
    JsonObject decided = new JsonObject();
    replays.decided(id).forEach(decided::put);
    JsonObject ended = new JsonObject();
    replays.ended(id).forEach(ended::put);
    return job(job).put("decided", decided).put("ended", ended);
  }

  JsonObject cancel(String id) {
    try {
      return job(replays.cancel(id));
    } catch (ReplayRefused refused) {
      throw refusal(refused);
    }
  }

  private JsonObject preview(ReplayOrder order) throws ReplayRefused {
    JsonObject answer = described(order);
    return answer
        .put("counts", Answers.list(replays.preview(order), Replaying::count))
        .put("toVoid", replays.toVoid(order));
  }

  private static JsonObject count(ReplayRecords.Count count) {
    return new JsonObject()
        .put("entity", count.entity())
        .put("standing", count.standing())
        .put("records", count.records())
        .put("examples", Answers.list(count.examples(), Replaying::example));
  }

  private static JsonObject example(ReplayRecords.Example example) {
    JsonObject json =
        new JsonObject().put("record", example.pseudonym()).put("entity", example.entity());
    return Answers.put(json, "key", example.key());
  }

  private static JsonObject described(ReplayOrder order) {
    JsonObject json = new JsonObject().put("system", order.system());
    if (order.reach() instanceof Reach.Window(var from, var until)) {
      json.put(FROM, from.toString()).put("until", until.toString());
    }
    Answers.put(json, "entity", order.entity());
    switch (order.doubt()) {
      case Doubt.None n -> {}
      case Doubt.ToldSince t -> json.put("toldSince", true);
      case Doubt.Seen s -> json.put("compared", true);
      case Doubt.Rebuilt r -> json.put("rebuilt", true);
      case Doubt.RestoredTo(var time) -> json.put("restoredTo", time.toString());
    }
    Answers.put(json, "refusal", order.refusal());
    return json.put("onlyFailed", order.onlyFailed()).put("perSecond", order.perSecond());
  }

  static JsonObject job(ReplayJob job) {
    JsonObject json =
        described(job.order())
            .put("id", job.id())
            .put("status", job.status().name())
            .put("person", job.order().person())
            .put("toVoid", job.toVoid())
            .put("voided", job.voided())
            .put("toSend", job.toSend())
            .put("asked", job.asked())
            .put("startedAt", job.startedAt().toString())
            .put("updatedAt", job.updatedAt().toString());
    return Answers.put(json, "endedAt", job.endedAt());
  }

  private ReplayOrder order(Body said) {
    Doubt doubt = doubt(said);
    return new ReplayOrder(
        said.text("to").orElseThrow(() -> invalid("to", "Name the system.")),
        reach(said, doubt),
        doubt,
        said.text("entity"),
        said.text("record").map(Replaying::key),
        said.text("only").map(Replaying::failed).orElse(false),
        Optional.empty(),
        rate(said),
        said.person());
  }

  private Doubt doubt(Body said) {
    Optional<Instant> restored = time(said, RESTORED_TO);
    boolean rebuilt = said.flag("rebuilt");
    if (rebuilt && restored.isPresent()) {
      throw invalid("rebuilt", "Say one of restored-to and rebuilt.");
    }
    return rebuilt
        ? new Doubt.Rebuilt()
        : restored.<Doubt>map(Doubt.RestoredTo::new).orElseGet(Doubt.None::new);
  }

  private Reach reach(Body said, Doubt doubt) {
    boolean all = said.flag("all");
    if (doubt instanceof Doubt.Rebuilt && !all) {
      throw invalid("rebuilt", "A system that was rebuilt is told all: homeroom resync.");
    }
    if (all) {
      if (doubt instanceof Doubt.RestoredTo || said.says(FROM)) {
        throw invalid("all", "All records have no window: leave from and restored-to out.");
      }
      return new Reach.All();
    }
    Instant now = clock.instant();
    Optional<Instant> restored =
        doubt instanceof Doubt.RestoredTo(var time) ? Optional.of(time) : Optional.empty();
    Instant from =
        time(said, FROM)
            .or(() -> restored)
            .orElseThrow(() -> invalid(FROM, "Say from when on, for example 48h."));
    // What a restored system confirmed up to now is void, whenever the outage ended.
    Instant until =
        restored.isPresent()
            ? now
            : time(said, "until").filter(time -> time.isBefore(now)).orElse(now);
    return new Reach.Window(from, until);
  }

  private static int rate(Body said) {
    return switch (said.json().getValue("per-second")) {
      case null -> USUAL_RATE;
      case Integer number -> number;
      default -> throw invalid("per-second", "Write a number.");
    };
  }

  private static boolean failed(String only) {
    if (!only.equals("failed")) {
      throw invalid("only", "Write failed, or leave it out.");
    }
    return true;
  }

  private static RecordKey key(String text) {
    try {
      return RecordKey.parse(text);
    } catch (IllegalArgumentException none) {
      throw invalid("record", "Write entity/key, for example student/123.");
    }
  }

  private Optional<Instant> time(Body said, String name) {
    return said.text(name)
        .map(
            text ->
                TimeText.read(text, clock.instant(), ZoneOffset.UTC)
                    .orElseThrow(
                        () ->
                            invalid(
                                name,
                                "Write 2026-09-01, 2026-09-01T08:00:00Z, or how long ago: 48h.")));
  }

  private static Refusal invalid(String name, String remedy) {
    return Refusal.badRequest(INVALID, "What is said of " + name + " cannot be used.", remedy);
  }

  static Refusal refusal(ReplayRefused refused) {
    String message = String.valueOf(refused.getMessage());
    return switch (refused.kind()) {
      case INVALID -> Refusal.badRequest(refused.code(), message, refused.remedy());
      case UNKNOWN -> Refusal.notFound(refused.code(), message, refused.remedy());
      case CONFLICT -> Refusal.conflict(refused.code(), message, refused.remedy());
      case UNAVAILABLE ->
          Refusal.of(Failure.of(Failure.Kind.TRANSIENT, refused.code(), message, refused.remedy()));
    };
  }
}
