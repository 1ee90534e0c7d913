package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * What became of a batch.
 *
 * @param events how many records it changed
 * @param unchanged how many rows said nothing new
 * @param rejected how many rows could not be used
 * @param time from the file to all consumers in step
 */
record Taken(long rows, long events, long unchanged, long rejected, Duration time) {

  static Taken of(JsonNode answer) {
    long rows = 0;
    long events = 0;
    long unchanged = 0;
    long rejected = 0;
    for (JsonNode one : answer.path("batch").path("collections")) {
      rows += one.get("rows").asLong();
      events +=
          one.get("created").asLong() + one.get("changed").asLong() + one.get("deleted").asLong();
      unchanged += one.get("unchanged").asLong();
      rejected += one.get("rejected").asLong();
    }
    return new Taken(rows, events, unchanged, rejected, Duration.ZERO);
  }

  Taken within(Duration measured) {
    return new Taken(rows, events, unchanged, rejected, measured);
  }
}
