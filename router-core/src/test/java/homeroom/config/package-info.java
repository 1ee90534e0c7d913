@NullMarked
package homeroom.config;

import org.jspecify.annotations.NullMarked;
