package homeroom.authority;

import homeroom.api.Value;

/**
 * What a system is last known to hold in a field.
 *
 * @param version the version of the record that the knowledge corresponds to
 * @param form whether the value is the system's own way of writing the truth of that version
 */
public record Base(Value value, long version, boolean form) {}
