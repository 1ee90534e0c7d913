/** What benchmarks are run on: generated students, and what eight consumers take of them. */
@NullMarked
package homeroom.bench;

import org.jspecify.annotations.NullMarked;
