package homeroom.support.outbox;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is to stand in a file.
 *
 * @param made when
 * @param columns by target, those of all that it was ever told, in order
 */
public record Contents(boolean delta, Instant made, Map<String, List<String>> columns, Rows rows) {

  /** Takes rows, in the order of target, entity and key. */
  public interface RowSink {
    void take(Row row) throws IOException;
  }

  /** Gives the rows of a target, each time that it is asked. */
  public interface Rows {
    void of(String target, RowSink to) throws IOException;
  }
}
