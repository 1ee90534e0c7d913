/** How rows come from a file to whoever works on them. */
@NullMarked
package homeroom.support.rows;

import org.jspecify.annotations.NullMarked;
