package homeroom.config.yaml;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A mapping with fixed keys.
 *
 * @param <T> what it is read into
 */
public final class ObjectShape<T> implements Shape<T> {

  private final String what;
  private final Function<Values, T> make;
  private final List<Key<?>> keys;
  private final Map<String, String> planned;
  private final boolean open;

  private ObjectShape(
      String what,
      Function<Values, T> make,
      List<Key<?>> keys,
      Map<String, String> planned,
      boolean open) {
    this.what = what;
    this.make = make;
    this.keys = keys;
    this.planned = planned;
    this.open = open;
  }

  /**
   * @param what for a message: {@code a schedule such as { every: 10s }}
   * @param make builds the value from the keys
   * @param keys all there are
   */
  public static <T> ObjectShape<T> of(String what, Function<Values, T> make, Key<?>... keys) {
    return new ObjectShape<>(what, make, List.of(keys), Map.of(), false);
  }

  /**
   * A key that a reader of the design expects and that is not there yet, and what to do instead.
   */
  public ObjectShape<T> planned(String key, String remedy) {
    Map<String, String> more = new LinkedHashMap<>(planned);
    more.put(key, remedy);
    return new ObjectShape<>(what, make, keys, more, open);
  }

  /** Leaves other keys to {@link Values#rest}. */
  public ObjectShape<T> open() {
    return new ObjectShape<>(what, make, keys, planned, true);
  }

  @Override
  public Optional<T> read(YamlNode node, Reading reading) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      Shapes.wrongKind(node, what, reading);
      return Optional.empty();
    }
    refusePlanned(mapping, reading);
    YamlNode.Mapping rest = rest(mapping);
    if (!open) {
      refuse(rest, reading);
    }
    Map<Key<?>, Object> values = new IdentityHashMap<>();
    for (Key<?> key : keys) {
      key.read(mapping, reading).ifPresent(value -> values.put(key, value));
    }
    return values.size() < keys.size()
        ? Optional.empty()
        : Optional.of(make.apply(new Values(mapping, values, rest, names())));
  }

  private void refusePlanned(YamlNode.Mapping mapping, Reading reading) {
    mapping.entries().stream()
        .filter(entry -> planned.containsKey(entry.key()))
        .forEach(
            entry ->
                reading
                    .problems()
                    .error(entry.place(), "not supported yet", planned.get(entry.key())));
  }

  private void refuse(YamlNode.Mapping rest, Reading reading) {
    for (YamlNode.Entry entry : rest.entries()) {
      reading.problems().unknown(entry.place(), "unknown key", entry.key(), names());
    }
  }

  private YamlNode.Mapping rest(YamlNode.Mapping mapping) {
    List<YamlNode.Entry> rest = new ArrayList<>(mapping.entries());
    rest.removeIf(entry -> planned.containsKey(entry.key()) || names().contains(entry.key()));
    return new YamlNode.Mapping(mapping.place(), rest);
  }

  private List<String> names() {
    return keys.stream().<String>map(Key::name).toList();
  }

  /** The values of a mapping's keys. */
  public static final class Values {

    private final YamlNode.Mapping mapping;
    private final Map<Key<?>, Object> values;
    private final YamlNode.Mapping rest;
    private final List<String> names;

    private Values(
        YamlNode.Mapping mapping,
        Map<Key<?>, Object> values,
        YamlNode.Mapping rest,
        List<String> names) {
      this.mapping = mapping;
      this.values = values;
      this.rest = rest;
      this.names = names;
    }

    /** Where the mapping begins. */
    public Place place() {
      return mapping.place();
    }

    /** Whether a key is written, be it rightly or wrongly. */
    public boolean isWritten(Key<?> key) {
      return mapping.entry(key.name()).isPresent();
    }

    /** The value of a key, which is one of the shape's. */
    @SuppressWarnings("unchecked")
    public <V> V get(Key<V> key) {
      return (V) values.get(key);
    }

    /** The value of an optional key that not every shape with these values has. */
    public <V> Optional<V> find(Key<Optional<V>> key) {
      return values.containsKey(key) ? get(key) : Optional.empty();
    }

    /** What is written besides the shape's keys. */
    public YamlNode.Mapping rest() {
      return rest;
    }

    /** The shape's keys. */
    public List<String> names() {
      return names;
    }
  }
}
