@NullMarked
package homeroom.config.mapping;

import org.jspecify.annotations.NullMarked;
