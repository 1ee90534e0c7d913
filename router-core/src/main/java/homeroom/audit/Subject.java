package homeroom.audit;

import java.util.Optional;

/**
 * A record as people are told of it.
 *
 * @param record the pseudonym
 * @param key the natural key; empty once it was forgotten
 */
public record Subject(String record, String entity, Optional<String> key) {

  /** The natural key stays out of logs. */
  @Override
  public String toString() {
    return entity + "~" + record;
  }
}
