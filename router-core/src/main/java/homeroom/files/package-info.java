/** Files that must be there after a loss of power, and that not everybody may read. */
@NullMarked
package homeroom.files;

import org.jspecify.annotations.NullMarked;
