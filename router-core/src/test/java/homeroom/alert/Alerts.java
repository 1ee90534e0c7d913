package homeroom.alert;

import homeroom.alert.grouping.Alert;
import homeroom.alert.grouping.AlertText;
import homeroom.alert.grouping.Cause;
import homeroom.alert.grouping.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An alert that is due. */
final class Alerts {

  static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");
  static final District DISTRICT = new District("cedar", "Cedar & Sons");

  private Alerts() {}

  static Alert due() {
    return new Alert(
        "alert-1",
        "data-team",
        "webhook",
        new Cause(
            Trigger.CONFLICTS,
            "student",
            List.of("email"),
            List.of("sis", "lms"),
            "authority: sis"),
        Alert.Status.SENDING,
        1_000,
        NOON,
        NOON.plusSeconds(60),
        List.of("pseudonym-1", "pseudonym-2"),
        Optional.empty(),
        NOON,
        NOON.plusSeconds(61),
        0,
        Optional.of(NOON.plusSeconds(61)),
        Optional.empty(),
        Optional.empty());
  }

  static AlertText text() {
    return AlertText.of(due(), Optional.of("https://hub.cedar.example"));
  }
}
