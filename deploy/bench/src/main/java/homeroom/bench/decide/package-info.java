/** How fast decisions are made, without a broker. */
@NullMarked
package homeroom.bench.decide;

import org.jspecify.annotations.NullMarked;
