/** Compares the hub with the systems around it, one comparison after the other, and keeps a few. */
@NullMarked
package homeroom.reconcile;

import org.jspecify.annotations.NullMarked;
