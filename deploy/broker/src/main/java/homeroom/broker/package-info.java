/**
 * A Kafka broker of one node inside the hub's own process, for a district without a cluster.
 *
 * <p>It is the broker that a cluster runs, and clients reach it over a socket, so that moving to a
 * cluster later changes an address and nothing else.
 */
@NullMarked
package homeroom.broker;

import org.jspecify.annotations.NullMarked;
