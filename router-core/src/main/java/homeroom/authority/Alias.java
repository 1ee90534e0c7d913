package homeroom.authority;

import java.time.Instant;
import java.util.Optional;

/**
 * One step in the history of a record's keys.
 *
 * @param kind what was done
 * @param from the key that stopped being a record's own, or became it again, {@code entity/key}
 * @param to the key under which the record went on
 * @param at when
 * @param by the person, or the system that said so
 * @param why in the person's words
 * @param id of the command or event; the same step has the same id, however often it is told
 */
public record Alias(
    Kind kind, String from, String to, Instant at, String by, Optional<String> why, String id) {

  /** What was done to a key. */
  public enum Kind {
    /** The same record has another key now. */
    RENAMED,
    /** Two records turned out to be one. */
    MERGED,
    /** The key is a record's own again. */
    SPLIT,
    /** The key was to be given up, and was not, because it belongs to yet another record. */
    KEPT
  }

  /** Whether the two say the same of the same key. */
  public boolean isSameStep(Alias other) {
    return id.equals(other.id) && kind == other.kind && from.equals(other.from);
  }
}
