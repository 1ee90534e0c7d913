/**
 * What file-writing consumers share: a store of what a system was told, the files that are made of
 * it, and what became of them.
 */
@NullMarked
package homeroom.support.outbox;

import org.jspecify.annotations.NullMarked;
