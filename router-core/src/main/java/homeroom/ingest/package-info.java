/** Taking in what sources say: files and pulls as differences, notifications as they come. */
@NullMarked
package homeroom.ingest;

import org.jspecify.annotations.NullMarked;
