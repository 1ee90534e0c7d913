/** Compares what there is with what there should be; nothing in here reads, writes or waits. */
@NullMarked
package homeroom.reconcile.compare;

import org.jspecify.annotations.NullMarked;
