/**
 * Who may decide a field, and what an assertion means against what its system was last known to
 * hold. Pure: no clock, no I/O, no Kafka; the same input always gives the same answer.
 */
@NullMarked
package homeroom.authority;

import org.jspecify.annotations.NullMarked;
