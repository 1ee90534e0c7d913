/** How long what a source says takes to the consumers of a whole hub. */
@NullMarked
package homeroom.bench.live;

import org.jspecify.annotations.NullMarked;
