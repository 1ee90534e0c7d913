/**
 * Reads the CSV files that systems really send, and notices when one cannot be trusted.
 *
 * <p>A file is either readable to its last byte or at fault as a whole ({@link
 * homeroom.support.csv.CsvFault}); a single line with too few or too many cells is neither, it is
 * shown as such and the lines after it still count.
 */
@NullMarked
package homeroom.support.csv;

import org.jspecify.annotations.NullMarked;
