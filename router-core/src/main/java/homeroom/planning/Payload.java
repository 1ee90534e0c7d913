package homeroom.planning;

import homeroom.api.Value;
import homeroom.authority.Fingerprint;
import homeroom.authority.Truth;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What one consumer is told about a record: values by the consumer's own names, in the order of its
 * mapping, with the fingerprint of them all. Immutable.
 */
public final class Payload extends AbstractMap<String, Value> {

  /** A payload of nothing. */
  public static final Payload NONE = new Shape(List.of()).fill().build();

  private final Shape shape;
  private final Value[] values;
  private final long fingerprint;

  private Payload(Shape shape, Value[] values, long fingerprint) {
    this.shape = shape;
    this.values = values;
    this.fingerprint = fingerprint;
  }

  /** These values; a payload is itself. */
  public static Payload of(Map<String, Value> values) {
    if (values instanceof Payload payload) {
      return payload;
    }
    Filling filling = new Shape(List.copyOf(values.keySet())).fill();
    values.values().forEach(filling::add);
    return filling.build();
  }

  /** The names of all payloads that one mapping makes. Thread-safe. */
  public static final class Shape {
    private final List<String> names;
    private final long[] prints;
    private final Map<String, Integer> places;

    /**
     * @param names in the order of the values
     */
    public Shape(List<String> names) {
      this.names = List.copyOf(names);
      prints = names.stream().mapToLong(Fingerprint::of).toArray();
      places = HashMap.newHashMap(prints.length);
      for (int i = 0; i < prints.length; i++) {
        places.put(names.get(i), i);
      }
    }

    /** A payload to be filled. */
    public Filling fill() {
      return new Filling(this);
    }
  }

  /** A payload while its values are put in, in the order of the names. Not thread-safe. */
  public static final class Filling {
    private final Shape shape;
    private final Value[] values;
    private int filled;
    private long sum;

    private Filling(Shape shape) {
      this.shape = shape;
      values = new Value[shape.prints.length];
    }

    /** The next value. */
    public void add(Value value) {
      add(value, Fingerprint.of(value));
    }

    /** The next value, as it stands in the truth. */
    public void add(Truth truth, int place) {
      add(truth.at(place), truth.print(place));
    }

    private void add(Value value, long print) {
      sum += Fingerprint.entry(shape.prints[filled], print);
      values[filled++] = value;
    }

    /**
     * The payload.
     *
     * @throws IllegalStateException if not all its values were put in
     */
    public Payload build() {
      if (filled < values.length) {
        throw new IllegalStateException("a payload without " + shape.names.get(filled));
      }
      return new Payload(shape, values, Fingerprint.whole(sum));
    }
  }

  /** The same as {@link Fingerprint#of(Map)} of it. */
  public long fingerprint() {
    return fingerprint;
  }

  /** The value at a place of its shape. */
  public Value at(int place) {
    return values[place];
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public @Nullable Value get(@Nullable Object name) {
    Integer place = shape.places.get(name);
    return place == null ? null : values[place];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return shape.places.containsKey(name);
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Value> action) {
    for (int i = 0; i < values.length; i++) {
      action.accept(shape.names.get(i), values[i]);
    }
  }

  /** Its names, in order. */
  public List<String> names() {
    return shape.names;
  }

  @Override
  public Set<Entry<String, Value>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return values.length;
      }

      @Override
      public Iterator<Entry<String, Value>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < values.length;
          }

          @Override
          public Entry<String, Value> next() {
            Entry<String, Value> entry = Map.entry(shape.names.get(next), values[next]);
            next++;
            return entry;
          }
        };
      }
    };
  }
}
