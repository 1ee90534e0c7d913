package homeroom.simulation;

/**
 * Something that does not hold.
 *
 * @param what in which way
 */
public record Finding(Check check, String what) {}
