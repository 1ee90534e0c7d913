/**
 * What a file is that claims to be data: recognised by its first bytes, and ZIP archives opened
 * within bounds.
 */
@NullMarked
package homeroom.support.content;

import org.jspecify.annotations.NullMarked;
