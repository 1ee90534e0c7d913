/**
 * The configuration: read from a folder, checked as a whole, and compiled into the values that the
 * hub runs on. Only wiring sees this package; the running hub never sees YAML.
 */
@NullMarked
package homeroom.config;

import org.jspecify.annotations.NullMarked;
