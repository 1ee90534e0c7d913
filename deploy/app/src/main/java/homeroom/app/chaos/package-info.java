/**
 * Does to a running hub what breaks software: kills, restarts and a second hub, systems that are
 * down, slow or fail, while people go on working. Afterwards everything must be accounted for.
 */
@NullMarked
package homeroom.app.chaos;

import org.jspecify.annotations.NullMarked;
