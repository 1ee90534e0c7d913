@NullMarked
package homeroom.broker;

import org.jspecify.annotations.NullMarked;
