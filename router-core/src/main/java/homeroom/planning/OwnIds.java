package homeroom.planning;

import homeroom.api.RecordKey;
import java.util.Optional;

/**
 * The keys of systems' own ids: {@code student/~lms:4711}. What is told of such a key is told of
 * the record that has the id. No natural key begins so.
 */
public final class OwnIds {

  /** How the key of an own id begins. */
  public static final String MARK = "~";

  private OwnIds() {}

  /** The key of a system's own id. */
  public static RecordKey key(String entity, String system, String id) {
    return new RecordKey(entity, MARK + system + ":" + id);
  }

  /** Whether a key is that of an own id. */
  public static boolean isOne(RecordKey key) {
    return key.key().startsWith(MARK);
  }

  /** The id, if the key is that of an own id. */
  static Optional<String> id(String key) {
    RecordKey record = RecordKey.parse(key);
    int colon = record.key().indexOf(':');
    return isOne(record) && colon > 0
        ? Optional.of(record.key().substring(colon + 1))
        : Optional.empty();
  }
}
