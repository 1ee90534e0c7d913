/** What consumer adapters share in answering deliveries. */
@NullMarked
package homeroom.support.delivery;

import org.jspecify.annotations.NullMarked;
