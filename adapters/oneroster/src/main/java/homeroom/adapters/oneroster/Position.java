package homeroom.adapters.oneroster;

import homeroom.api.Cursor;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The package that was read last.
 *
 * @param id of its bytes
 * @param stamp how its place listed it; empty in cursors of before, and where changes do not show
 * @param manifest how the manifest was listed, in a folder of files; empty as well
 */
record Position(String id, Optional<String> stamp, Optional<String> manifest) {

  private static final String THEN = " ";

  static Position of(Cursor cursor) {
    String[] parts = cursor.position().split(THEN, 3);
    return new Position(parts[0], part(parts, 1), part(parts, 2));
  }

  private static Optional<String> part(String[] parts, int index) {
    return parts.length > index ? Optional.of(parts[index]) : Optional.empty();
  }

  /** Where a change of any file does not show, that of the manifest is not kept either. */
  Cursor cursor() {
    return new Cursor(
        Stream.of(Optional.of(id), stamp, stamp.flatMap(_ -> manifest))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(THEN)));
  }
}
