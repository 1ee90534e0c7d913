package homeroom.alert.grouping;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened once.
 *
 * @param record the record's pseudonym, where one is concerned
 */
public record Occurrence(Cause cause, Optional<String> record, Instant at) {}
