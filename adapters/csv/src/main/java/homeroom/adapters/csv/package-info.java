/** Any vendor's CSV file, or a folder of them, as a source. */
@NullMarked
package homeroom.adapters.csv;

import org.jspecify.annotations.NullMarked;
