package homeroom.outage;

import homeroom.api.Failure;

/**
 * Something that does not work at the moment.
 *
 * @param system the one concerned; or {@code hub}, {@code disk} or {@code alerts}
 */
public record Trouble(String system, Failure failure) {}
