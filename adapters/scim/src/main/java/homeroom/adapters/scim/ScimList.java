package homeroom.adapters.scim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A list response (RFC 7644 section 3.4.2).
 *
 * @param resources what was in it, readable or not
 * @param total how many there are in all, where the provider says so
 * @param nextCursor where to go on, where the provider counts by cursor (RFC 9865)
 */
record ScimList(List<JsonNode> resources, OptionalInt total, Optional<String> nextCursor) {
  ScimList {
    resources = List.copyOf(resources);
  }

  int size() {
    return resources.size();
  }

  /** Those that are accounts. */
  List<Account> accounts() {
    return resources.stream().map(Account::in).flatMap(Optional::stream).toList();
  }
}
