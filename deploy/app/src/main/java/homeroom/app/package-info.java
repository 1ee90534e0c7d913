/** Puts the core, the adapters and the embedded broker together; the only place that sees all. */
@NullMarked
package homeroom.app;

import org.jspecify.annotations.NullMarked;
