package homeroom.audit.explain;

import homeroom.schema.Change;
import homeroom.schema.DataEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Finds what the log still holds about some events of one batch. Thread-safe; blocks. */
@FunctionalInterface
public interface BatchSearch {

  /**
   * Which messages are looked for.
   *
   * @param system whose events they are
   * @param records the records they are about, {@code entity/key}
   * @param events their ids
   * @param accepted those of them of which a change is expected; the search ends when all are found
   * @param from when the first of them came into the log
   * @param to when the last did
   */
  record Wanted(
      String system,
      Set<String> records,
      Set<String> events,
      Set<String> accepted,
      Instant from,
      Instant to) {

    public Wanted {
      records = Set.copyOf(records);
      events = Set.copyOf(events);
      accepted = Set.copyOf(accepted);
    }
  }

  /**
   * What was found.
   *
   * @param events by their ids
   * @param changes what became true by them, by the ids of the events
   */
  record Found(Map<String, DataEvent> events, Map<String, Change> changes, RecordLog.Reach reach) {

    public Found {
      events = Map.copyOf(events);
      changes = Map.copyOf(changes);
    }

    /** Values stay out of logs. */
    @Override
    public String toString() {
      return "Found[events=" + events.size() + ", changes=" + changes.size() + "]";
    }
  }

  /**
   * @throws LogFailure if the log cannot be read
   */
  Found find(Wanted wanted);
}
