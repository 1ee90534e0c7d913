package homeroom.delivery.flow;

import homeroom.api.Failure;
import java.util.Optional;

/**
 * What a call tells of the system.
 *
 * @param works whether it did something, or said of a record that it will not
 * @param failed why something is tried again
 */
public record Answer(boolean works, Optional<Failure> failed) {}
