package homeroom.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * What could not be used, with the reason.
 *
 * @param place file and row, or topic, partition and offset
 * @param subject the record, where it is known
 * @param column the column at fault, where one is
 */
public record QuarantineEntry(
    String id,
    String system,
    Optional<String> batch,
    String place,
    Optional<Subject> subject,
    Optional<String> column,
    String code,
    String message,
    String remedy,
    Instant at) {}
