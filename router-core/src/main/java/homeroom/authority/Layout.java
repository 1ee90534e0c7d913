package homeroom.authority;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where each field stands in records that have the same fields in the same order, as nearly all of
 * an entity have. Made once for all of them, so that what is worked out for one such record can be
 * kept for the next: two layouts that are the same object are the same. Thread-safe.
 */
public final class Layout {

  private static final int KEPT = 256;

  /** What stands here never changes; who sees an older one, or none, makes it again. */
  private static final @Nullable Layout[] RECENT = new Layout[KEPT];

  private final int slot;
  private final String[] names;
  private final Map<String, Integer> places;

  private Layout(int slot, String[] names) {
    this.slot = slot;
    this.names = names;
    places = HashMap.newHashMap(names.length);
    for (int i = 0; i < names.length; i++) {
      places.put(names[i], i);
    }
  }

  /** The layout of a record. */
  static Layout of(List<FieldState> fields) {
    return of(fields.size(), i -> fields.get(i).name());
  }

  /** The layout of fields by their names. */
  static Layout ofNames(List<String> names) {
    return of(names.size(), names::get);
  }

  private static Layout of(int size, IntFunction<String> name) {
    int slot = slot(size, name);
    Layout recent = RECENT[slot];
    if (recent != null && recent.fits(size, name)) {
      return recent;
    }
    String[] names = new String[size];
    for (int i = 0; i < size; i++) {
      names[i] = name.apply(i);
    }
    Layout made = new Layout(slot, names);
    RECENT[slot] = made;
    return made;
  }

  private static int slot(int size, IntFunction<String> name) {
    int hash = size;
    if (size > 0) {
      hash = 31 * hash + name.apply(0).hashCode();
      hash = 31 * hash + name.apply(size - 1).hashCode();
    }
    return Math.floorMod(hash ^ hash >>> 16, KEPT);
  }

  private boolean fits(int size, IntFunction<String> name) {
    if (size != names.length) {
      return false;
    }
    for (int i = 0; i < names.length; i++) {
      if (!name.apply(i).equals(names[i])) {
        return false;
      }
    }
    return true;
  }

  /** A small number that is nearly always another one for another layout. */
  int slot() {
    return slot;
  }

  /** How many fields there are. */
  public int size() {
    return names.length;
  }

  /** The name of the field at a place. */
  public String name(int place) {
    return names[place];
  }

  /** Where a field stands; -1 if there is no such field. */
  public int of(String name) {
    Integer place = places.get(name);
    return place == null ? -1 : place;
  }

  /** Where some fields stand; -1 for each that is not there. */
  public int[] placesOf(List<String> some) {
    int[] found = new int[some.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = of(some.get(i));
    }
    return found;
  }

  /** The fields among some that are there. */
  public FieldSet those(Iterable<String> some) {
    FieldSet.Builder there = new FieldSet.Builder(names.length);
    for (String name : some) {
      int place = of(name);
      if (place >= 0) {
        there.add(place);
      }
    }
    return there.build();
  }
}
