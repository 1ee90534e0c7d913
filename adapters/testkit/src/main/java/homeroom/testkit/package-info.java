/**
 * The contract of adapters as tests: what {@code homeroom.api} promises in words is held here
 * against a real adapter in front of a real system or a stand-in.
 */
@NullMarked
package homeroom.testkit;

import org.jspecify.annotations.NullMarked;
