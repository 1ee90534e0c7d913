package homeroom.support.outbox;

import homeroom.api.RecordKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a system is told of one record, as it will stand in a file.
 *
 * @param deliveryId empty for a former key, which nobody waits for
 * @param gone whether the record is to be there no more
 * @param cells by column, in the order of columns
 */
public record Told(
    String deliveryId,
    RecordKey record,
    String target,
    long version,
    boolean gone,
    Map<String, String> cells) {

  public Told {
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
  }
}
