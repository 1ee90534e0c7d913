package homeroom.planning;

import java.util.List;
import java.util.Optional;

/**
 * How a system's data is taken in.
 *
 * @param system the system
 * @param mappings tried in order for each row of their collection; every one that selects the row
 *     makes an event
 * @param markedBy the writer whose changes in the system's feed are our own ({@code echo:
 *     marked-by}); empty if its feed marks nothing
 * @param guard how much one batch may change
 */
public record SourcePolicy(
    String system, List<SourceMapping> mappings, Optional<String> markedBy, Guard guard) {

  public SourcePolicy {
    mappings = List.copyOf(mappings);
  }

  /**
   * The share of an entity's accepted records in one collection that one batch may delete without a
   * person saying so.
   *
   * @param deletes from 0 to 1
   * @param allowance so many deletes are always let through, so that a small class can lose a seat
   */
  public record Guard(double deletes, int allowance) {
    /** Five in a hundred, or up to ten records. */
    public static final Guard DEFAULT = new Guard(0.05, 10);

    /** Whether so many deletes of so many records must wait for a person. */
    public boolean holds(long deletes, long records) {
      return deletes > allowance && deletes > this.deletes * records;
    }
  }
}
