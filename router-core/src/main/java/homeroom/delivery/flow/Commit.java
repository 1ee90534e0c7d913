package homeroom.delivery.flow;

import java.util.List;
import java.util.Map;

/**
 * What is written in one transaction.
 *
 * @param ended what ended since the last one
 * @param marks how far each partition has ended, as far as that changed
 */
public record Commit(List<Ended> ended, Map<Integer, Mark> marks) {

  public Commit {
    ended = List.copyOf(ended);
    marks = Map.copyOf(marks);
  }

  public boolean isEmpty() {
    return ended.isEmpty() && marks.isEmpty();
  }
}
