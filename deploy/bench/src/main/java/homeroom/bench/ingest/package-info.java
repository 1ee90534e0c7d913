/** Exports that are taken in, beside what the parser and the broker can do by themselves. */
@NullMarked
package homeroom.bench.ingest;

import org.jspecify.annotations.NullMarked;
