package homeroom.delivery;

import homeroom.api.Outcome;
import homeroom.schema.DeliveryOrder;

/**
 * A delivery that ended.
 *
 * @param order what was to be done
 * @param outcome how it ended; a failure only if trying again cannot help
 * @param attempts how often it was tried
 */
record Attempt(DeliveryOrder order, Outcome outcome, int attempts) {}
