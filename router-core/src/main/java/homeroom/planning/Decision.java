package homeroom.planning;

import homeroom.authority.RecordState;
import java.util.List;

/**
 * All that follows from one input.
 *
 * @param next the record's state from here on
 * @param effects in the order in which they are to be written
 */
public record Decision(RecordState next, List<Effect> effects) {
  public Decision {
    effects = List.copyOf(effects);
  }
}
