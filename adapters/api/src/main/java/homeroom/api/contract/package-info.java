/** What the configuration declares of files that a source reads, before anything is read. */
@NullMarked
package homeroom.api.contract;

import org.jspecify.annotations.NullMarked;
