/**
 * What keeps systems and the hub from working for longer than people need not know: noticed, and
 * written into the log, where alerts find it.
 */
@NullMarked
package homeroom.outage;

import org.jspecify.annotations.NullMarked;
