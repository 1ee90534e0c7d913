package homeroom.support.outbox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One record in a file.
 *
 * @param gone whether it tells that the record is there no more
 * @param cells by column
 */
public record Row(String target, String entity, boolean gone, Map<String, String> cells) {

  public Row {
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
  }
}
