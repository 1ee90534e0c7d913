package homeroom.app.chaos;

import java.util.Set;

/**
 * A movement as it stands in the hub's log.
 *
 * @param outcome for example {@code ACCEPTED}
 * @param cause the event, receipt or command
 * @param delivery blank if it is about none
 */
record Moved(
    String outcome,
    String system,
    String record,
    String cause,
    String delivery,
    Set<String> fields) {

  Moved {
    fields = Set.copyOf(fields);
  }
}
