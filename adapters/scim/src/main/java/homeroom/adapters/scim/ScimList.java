package homeroom.adapters.scim;

import java.util.List;
import java.util.Optional;

/**
 * A list response (RFC 7644 section 3.4.2).
 *
 * @param size how many resources were in it, readable or not
 * @param total how many there are in all, where the provider counts by index
 * @param nextCursor where to go on, where the provider counts by cursor (RFC 9865)
 */
record ScimList(List<Account> accounts, int size, int total, Optional<String> nextCursor) {
  ScimList {
    accounts = List.copyOf(accounts);
  }
}
