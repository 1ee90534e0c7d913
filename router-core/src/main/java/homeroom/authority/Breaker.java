package homeroom.authority;

import java.time.Duration;

/**
 * When a field is held because it keeps turning.
 *
 * @param turns so many times back to the value before
 * @param within the time, by the hub's clock, in which they count
 */
public record Breaker(int turns, Duration within) {}
