package homeroom.replay;

import homeroom.api.RecordKey;
import homeroom.replay.ReplayOrder.Doubt;
import homeroom.replay.ReplayOrder.Reach;
import homeroom.schema.Command;
import homeroom.schema.CommandKind;
import homeroom.schema.ReplayState;
import homeroom.schema.ReplayStatus;
import homeroom.wire.Values;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Replays as messages. */
final class ReplayMessages {

  private ReplayMessages() {}

  static ReplayState state(ReplayJob job) {
    ReplayOrder order = job.order();
    ReplayState.Builder state =
        ReplayState.newBuilder()
            .setReplayId(job.id())
            .setSystem(order.system())
            .setAll(order.reach() instanceof Reach.All)
            .setEntity(order.entity().orElse(null))
            .setRecord(order.record().map(RecordKey::toString).orElse(null))
            .setOnlyFailed(order.onlyFailed())
            .setRefusal(order.refusal().orElse(null))
            .setRebuilt(order.doubt() instanceof Doubt.Rebuilt)
            .setPerSecond(order.perSecond())
            .setPerson(order.person())
            .setEpoch(job.epoch())
            .setStatus(ReplayStatus.valueOf(job.status().name()))
            .setPosition(job.last().map(RecordKey::toString).orElse(""))
            .setToVoid(job.toVoid())
            .setVoided(job.voided())
            .setToSend(job.toSend())
            .setAsked(job.asked())
            .setStartedAt(Values.micros(job.startedAt()))
            .setUpdatedAt(Values.micros(job.updatedAt()))
            .setEndedAt(job.endedAt().map(Values::micros).orElse(null));
    if (order.reach() instanceof Reach.Window(var from, var until)) {
      state.setFrom(Values.micros(from)).setUntil(Values.micros(until));
    }
    // Whose records they were is nobody's business once it is over.
    boolean named = !job.status().isOver();
    if (named && order.reach() instanceof Reach.These(var records)) {
      state.setRecords(written(records));
    }
    if (named && order.doubt() instanceof Doubt.Seen(var missing)) {
      state.setMissing(written(missing));
    }
    if (order.doubt() instanceof Doubt.RestoredTo(var time)) {
      state.setRestoredTo(Values.micros(time));
    }
    return state.build();
  }

  static ReplayJob job(ReplayState state) {
    return new ReplayJob(
        state.getReplayId(),
        new ReplayOrder(
            state.getSystem(),
            reach(state),
            doubt(state),
            Optional.ofNullable(state.getEntity()),
            Optional.ofNullable(state.getRecord()).map(RecordKey::parse),
            state.getOnlyFailed(),
            Optional.ofNullable(state.getRefusal()),
            state.getPerSecond(),
            state.getPerson()),
        state.getEpoch(),
        ReplayJob.Status.valueOf(state.getStatus().name()),
        last(state.getPosition()),
        state.getToVoid(),
        state.getVoided(),
        state.getToSend(),
        state.getAsked(),
        Values.instant(state.getStartedAt()),
        Values.instant(state.getUpdatedAt()),
        Optional.ofNullable(state.getEndedAt()).map(Values::instant));
  }

  /**
   * A pseudonym, as was written once, says nothing here; the part begins anew, and repeats itself.
   */
  private static Optional<RecordKey> last(String position) {
    return Optional.of(position).filter(it -> it.indexOf('/') > 0).map(RecordKey::parse);
  }

  private static List<String> written(List<RecordKey> records) {
    return records.stream().map(RecordKey::toString).toList();
  }

  private static List<RecordKey> read(List<String> records) {
    return records.stream().map(RecordKey::parse).toList();
  }

  private static Reach reach(ReplayState state) {
    if (isByName(state)) {
      return new Reach.These(read(state.getRecords()));
    }
    return state.getAll() || state.getFrom() == null || state.getUntil() == null
        ? new Reach.All()
        : new Reach.Window(Values.instant(state.getFrom()), Values.instant(state.getUntil()));
  }

  /** One that is over names its records no more. */
  private static boolean isByName(ReplayState state) {
    boolean named = !state.getRecords().isEmpty();
    return named || (!state.getAll() && state.getFrom() == null && state.getUntil() == null);
  }

  private static Doubt doubt(ReplayState state) {
    if (isByName(state)) {
      return new Doubt.Seen(read(state.getMissing()));
    }
    if (state.getRebuilt()) {
      return new Doubt.Rebuilt();
    }
    if (state.getRestoredTo() != null) {
      return new Doubt.RestoredTo(Values.instant(state.getRestoredTo()));
    }
    return state.getEpoch() > 0 ? new Doubt.ToldSince() : new Doubt.None();
  }

  /** What the router is asked about one record in the part that the replay is in. */
  static Command command(ReplayJob job, ReplayRecords.Found found, Instant now) {
    boolean voiding = job.status() == ReplayJob.Status.VOIDING;
    return Command.newBuilder()
        .setCommandId(job.id())
        .setKind(voiding ? CommandKind.VOID : CommandKind.REISSUE)
        .setConfiguration("")
        .setAt(Values.micros(now))
        .setPerson(job.order().person())
        .setSystem(job.order().system())
        .setEpoch(voiding || job.order().tellsAgain() ? job.epoch() : 0)
        .setGone(voiding && job.order().lost(found.created()))
        .setSeen(voiding && job.order().doubt() instanceof Doubt.Seen)
        .build();
  }
}
