/**
 * Canvas as a consumer (REST API below {@code /api/v1}, records named by SIS ids) and as a source
 * (its Live Events, posted to the hub).
 *
 * <p>Facts about Canvas are from its controllers' source; where one decides how this code goes, a
 * comment says so.
 */
@NullMarked
package homeroom.adapters.canvas;

import org.jspecify.annotations.NullMarked;
