/**
 * The commands that ask a running hub. They talk to its HTTP interface only, and use what starts
 * quickly: a look-up is typed by a person who waits for it.
 */
@NullMarked
package homeroom.cli;

import org.jspecify.annotations.NullMarked;
