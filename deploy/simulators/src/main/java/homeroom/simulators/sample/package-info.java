/** Makes a sample district: invented people in invented schools, the same for the same seed. */
@NullMarked
package homeroom.simulators.sample;

import org.jspecify.annotations.NullMarked;
