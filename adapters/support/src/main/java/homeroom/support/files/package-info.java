/**
 * What sources that read files share: looking at a place, telling which files are complete, and
 * getting them into the raw store, from a folder, over SFTP or over HTTPS.
 */
@NullMarked
package homeroom.support.files;

import org.jspecify.annotations.NullMarked;
