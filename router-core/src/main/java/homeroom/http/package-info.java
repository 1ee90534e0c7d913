/**
 * The hub's HTTP interface: what the command line and the console ask, what systems post, and what
 * monitoring reads. Listens on 127.0.0.1. Natural keys and values stand in bodies only, never in
 * URLs, logs or metric labels.
 */
@NullMarked
package homeroom.http;

import org.jspecify.annotations.NullMarked;
