package homeroom.audit;

import homeroom.api.Failure;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the indexer is getting on.
 *
 * @param lag messages written to the log and not yet in the store; empty while that is not known
 * @param progressAt when it last did a round without trouble, or started
 * @param failure what keeps it from going on; it keeps trying
 */
public record IndexerHealth(OptionalLong lag, Instant progressAt, Optional<Failure> failure) {}
