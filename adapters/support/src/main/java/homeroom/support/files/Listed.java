package homeroom.support.files;

import java.time.Instant;

/**
 * A file as its place lists it. Two that are equal are taken for the same bytes.
 *
 * @param size in bytes; negative where the place does not say
 * @param modified when it was changed last, by the place's own clock; {@link Instant#EPOCH} where
 *     the place does not say
 * @param version what the place calls this state of it; empty where it has no word for it
 */
public record Listed(String name, long size, Instant modified, String version) {

  /** Of a place that knows size and time alone. */
  public Listed(String name, long size, Instant modified) {
    this(name, size, modified, "");
  }

  /** Whether it would be listed otherwise if its bytes were others. */
  public boolean tellsChanges() {
    return !version.isEmpty() || !modified.equals(Instant.EPOCH);
  }

  /** All that tells one state of it from another, as a text. */
  String state() {
    return String.join("\t", name, Long.toString(size), modified.toString(), version);
  }
}
