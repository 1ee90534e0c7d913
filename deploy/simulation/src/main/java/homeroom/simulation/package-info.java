/**
 * One record of a made-up district, driven by numbers through everything that people, systems, the
 * network and a crash can do to it, and what must hold of the decisions whatever that is.
 *
 * <p>The same numbers always give the same run: there is no clock, no thread and no chance here but
 * the seed.
 */
@NullMarked
package homeroom.simulation;

import org.jspecify.annotations.NullMarked;
