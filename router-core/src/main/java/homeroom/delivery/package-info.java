/** Bringing consumers up to date: one engine for each, with a consumer group of its own. */
@NullMarked
package homeroom.delivery;

import org.jspecify.annotations.NullMarked;
