/**
 * Why a field of a record holds what it holds. Movements say what was decided and hold no values;
 * the values stand in the log. On demand this reads what the log still holds about the one record
 * and joins the two, so that no further copy of anybody's data is kept.
 */
@NullMarked
package homeroom.audit.explain;

import org.jspecify.annotations.NullMarked;
