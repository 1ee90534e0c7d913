/** The router: a Kafka Streams processor around the pure decision. */
@NullMarked
package homeroom.stream;

import org.jspecify.annotations.NullMarked;
