package homeroom.api;

/**
 * One thing that the hub knows: its entity and its natural key, written {@code student/123}. The
 * written form is the key of every message about the record.
 *
 * @param entity the kind of thing, as the configuration names it; holds no slash
 * @param key the natural key; may hold any character
 */
public record RecordKey(String entity, String key) implements Comparable<RecordKey> {

  public RecordKey {
    if (entity.isEmpty() || entity.indexOf('/') >= 0) {
      throw new IllegalArgumentException("an entity's name is not empty and holds no slash");
    }
    if (key.isEmpty()) {
      throw new IllegalArgumentException("the key of a record is not empty");
    }
  }

  /**
   * Reads {@code entity/key}.
   *
   * @throws IllegalArgumentException if the text holds no slash or either side of it is empty
   */
  public static RecordKey parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("a record is written entity/key, for example student/123");
    }
    return new RecordKey(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public int compareTo(RecordKey other) {
    int byEntity = entity.compareTo(other.entity);
    return byEntity != 0 ? byEntity : key.compareTo(other.key);
  }

  @Override
  public String toString() {
    return entity + "/" + key;
  }
}
