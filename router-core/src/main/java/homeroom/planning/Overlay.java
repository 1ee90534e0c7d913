package homeroom.planning;

import homeroom.api.Value;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Values some of which are others; nothing is copied unless somebody walks through all. */
final class Overlay extends AbstractMap<String, Value> {

  private final Map<String, Value> usual;
  private final Map<String, Value> apart;

  /**
   * @param apart what counts instead of the usual, under names that are usual too
   */
  Overlay(Map<String, Value> usual, Map<String, Value> apart) {
    this.usual = usual;
    this.apart = apart;
  }

  @Override
  public Value get(Object name) {
    Value other = apart.get(name);
    return other != null ? other : usual.get(name);
  }

  @Override
  public Value getOrDefault(Object name, Value otherwise) {
    Value value = get(name);
    return value != null ? value : otherwise;
  }

  @Override
  public boolean containsKey(Object name) {
    return usual.containsKey(name);
  }

  @Override
  public Set<Map.Entry<String, Value>> entrySet() {
    Map<String, Value> all = new LinkedHashMap<>(usual);
    all.putAll(apart);
    return all.entrySet();
  }
}
