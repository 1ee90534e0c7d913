package homeroom.authority;

import homeroom.api.Value;

/**
 * A value that was, or is, held to be true.
 *
 * @param version of the record when it was accepted
 */
public record Canonical(Value value, long version, Provenance provenance) {}
