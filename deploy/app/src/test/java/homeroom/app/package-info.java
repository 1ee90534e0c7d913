@NullMarked
package homeroom.app;

import org.jspecify.annotations.NullMarked;
