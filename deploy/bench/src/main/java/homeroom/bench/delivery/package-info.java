/** How fast deliveries to one consumer go, beside the same calls without a hub. */
@NullMarked
package homeroom.bench.delivery;

import org.jspecify.annotations.NullMarked;
