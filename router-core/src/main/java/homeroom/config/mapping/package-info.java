/**
 * Mappings as they run: CEL expressions, tables, conversions between cells and fields. Knows
 * nothing of YAML. Everything here is immutable and safe to share between threads once made.
 */
@NullMarked
package homeroom.config.mapping;

import org.jspecify.annotations.NullMarked;
