package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * What became of a batch.
 *
 * @param events how many records it changed
 * @param unchanged how many rows said nothing new
 * @param rejected how many rows could not be used
 * @param skipped how many rows are of no record that the hub keeps
 * @param time from the file to all consumers in step
 */
record Taken(long rows, long events, long unchanged, long rejected, long skipped, Duration time) {

  static final Taken NOTHING = new Taken(0, 0, 0, 0, 0, Duration.ZERO);

  /**
   * @param batch as the hub's interface tells of it
   */
  static Taken of(JsonNode batch) {
    long rows = 0;
    long events = 0;
    long unchanged = 0;
    long rejected = 0;
    long skipped = 0;
    for (JsonNode one : batch.required("collections")) {
      rows += one.get("rows").asLong();
      events +=
          one.get("created").asLong() + one.get("changed").asLong() + one.get("deleted").asLong();
      unchanged += one.get("unchanged").asLong();
      rejected += one.get("rejected").asLong();
      skipped += one.get("skipped").asLong();
    }
    return new Taken(rows, events, unchanged, rejected, skipped, Duration.ZERO);
  }

  /** Whether something became of every row of an export in which no record is missing. */
  boolean isAccountedFor() {
    return rows == events + unchanged + rejected + skipped;
  }

  Taken within(Duration measured) {
    return new Taken(rows, events, unchanged, rejected, skipped, measured);
  }
}
