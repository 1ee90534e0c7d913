/** A way to an HTTP server on which things go wrong when a test says so. */
@NullMarked
package homeroom.testkit.wire;

import org.jspecify.annotations.NullMarked;
