/** A stand-in for a student information system that speaks OneRoster 1.1 CSV. */
@NullMarked
package homeroom.simulators.sis;

import org.jspecify.annotations.NullMarked;
