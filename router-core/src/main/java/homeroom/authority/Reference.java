package homeroom.authority;

import homeroom.api.RecordKey;
import homeroom.api.Value;

/**
 * A record that another one refers to, and that tells it when its key changes.
 *
 * @param field the field that refers to it; {@link #MOVED_TO} of a key that was given up
 * @param said its key as the source says it, {@code entity/key}
 * @param now the key that it has now, as far as it was told
 */
public record Reference(String field, String said, String now) {

  /** The reserved field of a key that was given up, which refers to the one that it leads to. */
  public static final String MOVED_TO = "_movedTo";

  /** Stands before the field's name while only consumers still have what it referred to. */
  private static final String FORMER = "~";

  /** The same, while the field says something else in truth, but not yet at every consumer. */
  public Reference former() {
    return isFormer() ? this : new Reference(FORMER + field, said, now);
  }

  /** Whether only consumers still have what the field referred to. */
  public boolean isFormer() {
    return field.startsWith(FORMER);
  }

  /** A record whose key is as it was said, as far as is known. */
  public static Reference to(String field, String key) {
    return new Reference(field, key, key);
  }

  /** Whether the record has another key than was said. */
  public boolean moved() {
    return !now.equals(said);
  }

  Reference now(String key) {
    return new Reference(field, said, key);
  }

  /** What the field says of it. */
  public Value value() {
    return value(now);
  }

  static Value value(String record) {
    return Value.text(RecordKey.parse(record).key());
  }
}
