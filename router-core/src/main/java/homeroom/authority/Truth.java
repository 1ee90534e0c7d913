package homeroom.authority;

import homeroom.api.Value;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of a record's fields, by name and by place, as payloads are made of them. The
 * fingerprint of each value is taken once, whatever many payloads it goes into. For one decision;
 * not thread-safe, and not to be changed.
 */
public final class Truth extends AbstractMap<String, Value> {

  private static final long NOT_TAKEN = 0;

  private final Layout layout;

  /** Null where a field has no value. */
  private final @Nullable Value[] values;

  private long @Nullable [] prints;
  private final Fingerprint fingerprint;

  private Truth(Layout layout, @Nullable Value[] values, Fingerprint fingerprint) {
    this.layout = layout;
    this.values = values;
    this.fingerprint = fingerprint;
  }

  /** What is true of a record while it is being decided, as it is now. */
  public static Truth of(RecordDraft record) {
    @Nullable Value[] values = new Value[record.size()];
    for (int i = 0; i < values.length; i++) {
      List<Canonical> past = record.field(i).past();
      values[i] = past.isEmpty() ? null : past.getFirst().value();
    }
    return new Truth(record.layout(), values, new Fingerprint());
  }

  /** These values; one that is a truth already is itself. */
  public static Truth of(Map<String, Value> values) {
    if (values instanceof Truth truth) {
      return truth;
    }
    Layout layout = Layout.ofNames(List.copyOf(values.keySet()));
    @Nullable Value[] each = new Value[layout.size()];
    for (int i = 0; i < each.length; i++) {
      each[i] = values.get(layout.name(i));
    }
    return new Truth(layout, each, new Fingerprint());
  }

  /** The same, to be given other values at some places. */
  public Other other() {
    return new Other();
  }

  /** A truth that is made of another one. Not thread-safe. */
  public final class Other {
    private @Nullable Value @Nullable [] others;

    /** It has this value at a place. */
    public void put(int place, Value value) {
      if (others == null) {
        others = values.clone();
      }
      others[place] = value;
    }

    /** The truth with these values. */
    public Truth done() {
      return others == null ? Truth.this : new Truth(layout, others, fingerprint);
    }
  }

  /** Where its fields stand. */
  public Layout layout() {
    return layout;
  }

  /** The value at a place; null in the sense of the data if there is none. */
  public Value at(int place) {
    Value value = values[place];
    return value == null ? Value.NULL : value;
  }

  /** The fingerprint of the value at a place. */
  public long print(int place) {
    if (prints == null) {
      prints = new long[values.length];
    }
    if (prints[place] == NOT_TAKEN) {
      prints[place] = fingerprint.take(at(place));
    }
    return prints[place];
  }

  /** The fields that have a value. */
  public FieldSet known() {
    FieldSet.Builder known = new FieldSet.Builder(values.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        known.add(i);
      }
    }
    return known.build();
  }

  @Override
  public @Nullable Value get(@Nullable Object name) {
    int place = name instanceof String text ? layout.of(text) : -1;
    return place < 0 ? null : values[place];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public Set<Map.Entry<String, Value>> entrySet() {
    Map<String, Value> all = LinkedHashMap.newLinkedHashMap(values.length);
    for (int i = 0; i < values.length; i++) {
      Value value = values[i];
      if (value != null) {
        all.put(layout.name(i), value);
      }
    }
    return all.entrySet();
  }
}
