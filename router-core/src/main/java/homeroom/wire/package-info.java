/**
 * What stands on the wire and in stores: Avro behind a magic byte and a four-byte schema id, and
 * the translation between it and the values that decisions are made of.
 */
@NullMarked
package homeroom.wire;

import org.jspecify.annotations.NullMarked;
