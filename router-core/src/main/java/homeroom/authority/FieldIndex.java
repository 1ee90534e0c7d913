package homeroom.authority;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each field stands in records that have the same fields in the same order, as nearly all of
 * an entity have. Made once for all of them.
 */
final class FieldIndex {

  private static final int KEPT = 256;

  /** What stands here never changes; who sees an older one, or none, makes it again. */
  private static final @Nullable FieldIndex[] RECENT = new FieldIndex[KEPT];

  private final String[] names;
  private final Map<String, Integer> indexes;

  private FieldIndex(List<FieldState> fields) {
    names = fields.stream().map(FieldState::name).toArray(String[]::new);
    indexes = HashMap.newHashMap(names.length);
    for (int i = 0; i < names.length; i++) {
      indexes.put(names[i], i);
    }
  }

  static FieldIndex of(List<FieldState> fields) {
    int place = place(fields);
    FieldIndex recent = RECENT[place];
    if (recent != null && recent.fits(fields)) {
      return recent;
    }
    FieldIndex made = new FieldIndex(fields);
    RECENT[place] = made;
    return made;
  }

  private static int place(List<FieldState> fields) {
    int hash = fields.size();
    if (!fields.isEmpty()) {
      hash = 31 * hash + fields.getFirst().name().hashCode();
      hash = 31 * hash + fields.getLast().name().hashCode();
    }
    return Math.floorMod(hash ^ hash >>> 16, KEPT);
  }

  private boolean fits(List<FieldState> fields) {
    if (fields.size() != names.length) {
      return false;
    }
    for (int i = 0; i < names.length; i++) {
      if (!fields.get(i).name().equals(names[i])) {
        return false;
      }
    }
    return true;
  }

  /** -1 if there is no such field. */
  int of(String name) {
    Integer index = indexes.get(name);
    return index == null ? -1 : index;
  }
}
