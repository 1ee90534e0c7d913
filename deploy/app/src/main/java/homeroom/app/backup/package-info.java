/** Backup of a hub's data folder into one archive, and the way back. */
@NullMarked
package homeroom.app.backup;

import org.jspecify.annotations.NullMarked;
