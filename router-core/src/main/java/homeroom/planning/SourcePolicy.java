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
}
