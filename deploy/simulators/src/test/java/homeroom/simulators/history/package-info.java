@NullMarked
package homeroom.simulators.history;

import org.jspecify.annotations.NullMarked;
