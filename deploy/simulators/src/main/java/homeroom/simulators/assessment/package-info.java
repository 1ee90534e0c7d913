/** A stand-in for an assessment platform, which reads files of students and answers them. */
@NullMarked
package homeroom.simulators.assessment;

import org.jspecify.annotations.NullMarked;
