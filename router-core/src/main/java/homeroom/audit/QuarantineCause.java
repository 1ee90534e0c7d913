package homeroom.audit;

import homeroom.audit.QuarantineEntry.Direction;
import java.time.Instant;
import java.util.Optional;

/**
 * Entries of the quarantine that have one cause.
 *
 * @param open how many wait for somebody
 * @param trying how many are on their way again
 * @param over how many are resolved or dropped; counted only where all were asked for
 * @param since when the first of them came
 * @param example one of them
 */
public record QuarantineCause(
    String cause,
    Direction direction,
    String system,
    String code,
    Optional<String> field,
    long open,
    long trying,
    long over,
    Instant since,
    Instant last,
    QuarantineEntry example) {}
