package homeroom.adapters.scim;

import homeroom.api.Cursor;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the accounts have been read; this is what the cursor holds.
 *
 * @param content the id of what was read last
 * @param wholeAt when all accounts were read last
 * @param modified the newest {@code meta.lastModified} that was seen; empty if accounts have none
 */
record Mark(String content, Instant wholeAt, Optional<Instant> modified) {

  private static final String NEVER = "-";

  /** Where a cursor stands; empty at the start, or if another version of the adapter wrote it. */
  static Optional<Mark> of(Cursor cursor) {
    String[] parts = cursor.position().split(" ", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Mark(
              parts[0],
              Instant.parse(parts[1]),
              parts[2].equals(NEVER) ? Optional.empty() : Optional.of(Instant.parse(parts[2]))));
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }

  Cursor cursor() {
    return new Cursor(content + " " + wholeAt + " " + modified.map(Instant::toString).orElse("-"));
  }
}
