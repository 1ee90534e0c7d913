/**
 * Keeps the tables of a SQL warehouse up to date: SQLite or PostgreSQL, with the same plain
 * statements.
 *
 * <p>A target is a table, {@code student} or {@code schema.student}. Payload names are columns; the
 * <em>first</em> name of a payload is the table's key column and its value the row's natural key.
 *
 * <p>Where the adapter makes tables itself, a column gets the type of the first value that is not
 * null: {@code BOOLEAN} for a flag, {@code BIGINT} for a whole number, {@code NUMERIC} for a
 * decimal, {@code DATE} for a day, {@code TIMESTAMP WITH TIME ZONE} for a moment, {@code JSON} for
 * a list, and {@code TEXT} for everything else; until then the column is not there, which reads as
 * null. The type is that of the canonical field, never guessed from what a text looks like. SQLite
 * keeps decimals to 15 digits, days and moments as ISO 8601 texts.
 */
@NullMarked
package homeroom.adapters.jdbc;

import org.jspecify.annotations.NullMarked;
