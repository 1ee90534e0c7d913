/**
 * Asks the router, record by record and at a rate of its own, to send a system what it is owed, and
 * keeps in the log how far it is.
 */
@NullMarked
package homeroom.replay;

import org.jspecify.annotations.NullMarked;
