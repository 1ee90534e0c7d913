/**
 * What adapters that speak HTTP share: calls with a deadline, bearer tokens, JSON bodies, paging by
 * {@code Link} header, and failures typed by who must act.
 *
 * <p>Calls block and belong on virtual threads. The types of the HTTP library stay in here.
 */
@NullMarked
package homeroom.support.http;

import org.jspecify.annotations.NullMarked;
