package homeroom.api;

/**
 * 128 bits of a hash by which the same content is known again. Two contents have the same one with
 * a chance that does not occur; it keeps nothing secret.
 */
public record Fingerprint(long high, long low) {}
