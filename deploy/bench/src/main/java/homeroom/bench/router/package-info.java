/** How fast the router works on a broker, and beside what it is compared. */
@NullMarked
package homeroom.bench.router;

import org.jspecify.annotations.NullMarked;
