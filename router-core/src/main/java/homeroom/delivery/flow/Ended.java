package homeroom.delivery.flow;

import homeroom.api.Outcome;
import java.util.Optional;

/**
 * An order that ended.
 *
 * @param outcome how; a failure only if trying again cannot help; empty if it was no order
 * @param attempts how often it was tried
 */
public record Ended(Order order, Optional<Outcome> outcome, int attempts) {}
