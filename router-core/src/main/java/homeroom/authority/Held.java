package homeroom.authority;

import homeroom.api.Value;

/**
 * What a system is known to hold in a field that is not simply the truth as of its version.
 *
 * @param value what it holds
 * @param version the version of the record that this knowledge corresponds to
 * @param form whether it is the system's own way of writing the truth of that version
 * @param left the version of the record as of which it is left alone with its value, which is until
 *     the field's truth changes; 0 when it is not
 */
public record Held(Value value, long version, boolean form, long left) {}
