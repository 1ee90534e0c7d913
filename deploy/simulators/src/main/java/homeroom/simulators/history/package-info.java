/** What callers wrote into a stand-in, in the order in which it took that. */
@NullMarked
package homeroom.simulators.history;

import org.jspecify.annotations.NullMarked;
