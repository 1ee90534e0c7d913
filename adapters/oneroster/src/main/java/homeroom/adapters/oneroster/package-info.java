/**
 * OneRoster 1.1 as CSV packages: reads what a student information system exports, and writes delta
 * packages for one to import.
 */
@NullMarked
package homeroom.adapters.oneroster;

import org.jspecify.annotations.NullMarked;
