/**
 * OneRoster as CSV packages, of 1.1 and 1.2: reads what a student information system exports, and
 * writes delta packages for one to import.
 */
@NullMarked
package homeroom.adapters.oneroster;

import org.jspecify.annotations.NullMarked;
