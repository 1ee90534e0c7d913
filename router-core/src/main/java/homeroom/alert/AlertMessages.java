package homeroom.alert;

import homeroom.alert.grouping.Alert;
import homeroom.alert.grouping.Cause;
import homeroom.alert.grouping.Trigger;
import homeroom.api.Failure;
import homeroom.schema.AlertState;
import homeroom.schema.AlertStatus;
import homeroom.schema.AlertTrigger;
import homeroom.wire.Values;
import java.util.Optional;

/** Translates between alerts and what stands in their topic. */
final class AlertMessages {

  private AlertMessages() {}

  static AlertState state(Alert alert) {
    Cause cause = alert.cause();
    return AlertState.newBuilder()
        .setAlertId(alert.id())
        .setName(alert.name())
        .setChannel(alert.channel())
        .setTrigger(AlertTrigger.valueOf(cause.trigger().name()))
        .setEntity(cause.entity())
        .setFields(cause.fields())
        .setSystems(cause.systems())
        .setReason(cause.reason())
        .setStatus(AlertStatus.valueOf(alert.status().name()))
        .setOccurrences(alert.count())
        .setFirstAt(Values.micros(alert.first()))
        .setLastAt(Values.micros(alert.last()))
        .setExamples(alert.examples())
        .setDetail(alert.detail().orElse(null))
        .setOpenedAt(Values.micros(alert.openedAt()))
        .setDueAt(Values.micros(alert.dueAt()))
        .setAttempts(alert.attempts())
        .setNextAttemptAt(alert.nextAttempt().map(Values::micros).orElse(null))
        .setEndedAt(alert.endedAt().map(Values::micros).orElse(null))
        .setCode(alert.failure().map(Failure::code).orElse(null))
        .setMessage(alert.failure().map(Failure::message).orElse(null))
        .setRemedy(alert.failure().map(Failure::remedy).orElse(null))
        .build();
  }

  static Alert alert(AlertState state) {
    return new Alert(
        state.getAlertId(),
        state.getName(),
        state.getChannel(),
        new Cause(
            Trigger.valueOf(state.getTrigger().name()),
            state.getEntity(),
            state.getFields(),
            state.getSystems(),
            state.getReason()),
        Alert.Status.valueOf(state.getStatus().name()),
        state.getOccurrences(),
        Values.instant(state.getFirstAt()),
        Values.instant(state.getLastAt()),
        state.getExamples(),
        Optional.ofNullable(state.getDetail()),
        Values.instant(state.getOpenedAt()),
        Values.instant(state.getDueAt()),
        state.getAttempts(),
        Optional.ofNullable(state.getNextAttemptAt()).map(Values::instant),
        failure(state),
        Optional.ofNullable(state.getEndedAt()).map(Values::instant));
  }

  /** Who must act is not written down; until the next attempt nobody needs to know. */
  private static Optional<Failure> failure(AlertState state) {
    return Optional.ofNullable(state.getCode())
        .map(
            code ->
                Failure.of(
                    Failure.Kind.TRANSIENT,
                    code,
                    Optional.ofNullable(state.getMessage()).orElse(""),
                    Optional.ofNullable(state.getRemedy()).orElse("")));
  }
}
