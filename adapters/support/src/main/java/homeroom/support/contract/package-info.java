/** Holds files against the contracts that the configuration has for them. */
@NullMarked
package homeroom.support.contract;

import org.jspecify.annotations.NullMarked;
