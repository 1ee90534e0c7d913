@NullMarked
package homeroom.app.chaos;

import org.jspecify.annotations.NullMarked;
