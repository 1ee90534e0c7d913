/**
 * Which messages are due, given what came and the time. Pure: no log, no network, no clock, no
 * chance.
 */
@NullMarked
package homeroom.alert.grouping;

import org.jspecify.annotations.NullMarked;
