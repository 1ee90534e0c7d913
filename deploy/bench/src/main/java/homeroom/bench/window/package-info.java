/** How long it takes to see what a replay would do. */
@NullMarked
package homeroom.bench.window;

import org.jspecify.annotations.NullMarked;
