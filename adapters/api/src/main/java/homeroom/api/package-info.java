/**
 * The vocabulary of the hub and the interfaces that an adapter implements; all that an adapter sees
 * of Homeroom.
 *
 * <p>Nothing here does I/O. Records are immutable and safe to share between threads.
 */
@NullMarked
package homeroom.api;

import org.jspecify.annotations.NullMarked;
