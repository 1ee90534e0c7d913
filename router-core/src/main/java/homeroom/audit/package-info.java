/**
 * What can be looked up afterwards: every movement, what each system holds, what is true, the
 * conflicts, the batches and the quarantine, kept in SQL and filled from the log.
 *
 * <p>The database is a view. The {@link homeroom.audit.Indexer} keeps the offsets it has read up to
 * in the transaction of the rows, so that each message counts exactly once, and a database that was
 * lost is filled again from the topics. Outside the table {@code subjects} a record is known by its
 * {@linkplain homeroom.audit.Pseudonyms pseudonym} only.
 */
@NullMarked
package homeroom.audit;

import org.jspecify.annotations.NullMarked;
