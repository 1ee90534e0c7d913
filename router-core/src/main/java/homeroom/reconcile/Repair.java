package homeroom.reconcile;

import homeroom.api.RecordKey;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a comparison is repaired.
 *
 * @param missing records of which the system's word is void first, so that they are created again
 * @param again records that it is told again
 * @param left how many are left alone, because they stand otherwise by now, or refer to something
 *     that is not there
 */
public record Repair(List<RecordKey> missing, List<RecordKey> again, long left) {

  public Repair {
    missing = List.copyOf(missing);
    again = List.copyOf(again);
  }

  /** All of them. */
  public List<RecordKey> records() {
    List<RecordKey> all = new ArrayList<>(missing);
    all.addAll(again);
    return all;
  }

  public boolean isEmpty() {
    return missing.isEmpty() && again.isEmpty();
  }

  /**
   * What a person asks for beyond what is safe in any case.
   *
   * @param wake what the system put to sleep as well
   * @param most also where it is most of what the system should hold
   */
  public record Wish(boolean wake, boolean most) {}
}
