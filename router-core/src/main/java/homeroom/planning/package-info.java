/**
 * What each consumer is owed, and the policies that the configuration compiles into. Pure: no
 * clock, no I/O, no Kafka; the same input always gives the same answer.
 */
@NullMarked
package homeroom.planning;

import org.jspecify.annotations.NullMarked;
