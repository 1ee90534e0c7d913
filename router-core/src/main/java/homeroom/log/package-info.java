/** What every shell does with the log alike: read topics to their end, and write at once. */
@NullMarked
package homeroom.log;

import org.jspecify.annotations.NullMarked;
