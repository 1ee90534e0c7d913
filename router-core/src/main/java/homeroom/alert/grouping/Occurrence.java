package homeroom.alert.grouping;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened once.
 *
 * @param record the record's pseudonym, where one is concerned
 * @param detail what it was, for people, where the cause does not say it
 */
public record Occurrence(
    Cause cause, Optional<String> record, Instant at, Optional<String> detail) {

  /** One of which the cause says all. */
  public Occurrence(Cause cause, Optional<String> record, Instant at) {
    this(cause, record, at, Optional.empty());
  }
}
