package homeroom.adapters.oneroster;

import homeroom.api.Cursor;
import java.util.Optional;

/**
 * The package that was read last.
 *
 * @param id of its bytes
 * @param stamp how its place listed it; empty in cursors of before, and where changes do not show
 */
record Position(String id, Optional<String> stamp) {

  private static final String THEN = " ";

  static Position of(Cursor cursor) {
    String[] parts = cursor.position().split(THEN, 2);
    return new Position(parts[0], parts.length > 1 ? Optional.of(parts[1]) : Optional.empty());
  }

  Cursor cursor() {
    return new Cursor(stamp.map(it -> id + THEN + it).orElse(id));
  }
}
