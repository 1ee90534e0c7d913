package homeroom.adapters.scim;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.RemoteRecord;
import homeroom.api.Value;
import homeroom.support.http.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The accounts, page by page, by index or by cursor as the provider does it. Accounts that come and
 * go meanwhile can make an index slip; one that shows twice is given once. Whoever ends before all
 * that it says there are has not shown them.
 */
final class Snapshot {

  private static final String COUNT = "100";

  private final ScimApi api;
  private final Map<String, ScimPath> fields = new HashMap<>();
  private final Set<String> seen = new HashSet<>();

  Snapshot(ScimApi api, ScimPaths paths, Set<String> names) throws AdapterFailure {
    this.api = api;
    for (String name : names) {
      fields.put(name, paths.path(name));
    }
  }

  /**
   * A page and where the next one is.
   *
   * @param read how many accounts there were up to its end
   */
  private record Page(ScimList list, int read) {}

  Stream<RemoteRecord> read() throws AdapterFailure {
    ScimList first = api.page(address());
    return Stream.iterate(
            Optional.of(new Page(first, first.size())),
            Optional::isPresent,
            page -> page.flatMap(this::after))
        .flatMap(Optional::stream)
        .flatMap(page -> page.list().accounts().stream())
        .filter(account -> seen.add(account.id()))
        .map(this::record);
  }

  private Address address() {
    Set<String> attributes = new LinkedHashSet<>();
    attributes.add("active");
    fields.values().forEach(path -> attributes.add(path.root()));
    return Address.of(ScimApi.USERS)
        .with("count", COUNT)
        .with("attributes", String.join(",", attributes));
  }

  private Optional<Page> after(Page page) {
    Optional<String> cursor = page.list().nextCursor();
    if (cursor.isPresent()) {
      return Optional.of(next(page, address().with("cursor", cursor.get())));
    }
    if (page.read() >= page.list().total().orElse(0)) {
      return Optional.empty();
    }
    if (page.list().size() == 0) {
      throw later(ended());
    }
    return Optional.of(next(page, address().with("startIndex", Integer.toString(page.read() + 1))));
  }

  private Page next(Page page, Address address) {
    try {
      ScimList list = api.page(address);
      return new Page(list, page.read() + list.size());
    } catch (AdapterFailure failure) {
      throw later(failure);
    }
  }

  private static UncheckedIOException later(AdapterFailure failure) {
    return new UncheckedIOException(new IOException(failure.getMessage(), failure));
  }

  private static AdapterFailure ended() {
    return new AdapterFailure(
        Failure.of(
            Failure.Kind.TRANSIENT,
            "SCIM_LIST_SHORT",
            "Reading Users: the list ended before all accounts that the provider counts",
            "Read once more; if it stays so, let the provider's people look why."));
  }

  private RemoteRecord record(Account account) {
    Map<String, Value> values = new HashMap<>();
    fields.forEach((name, path) -> values.put(name, path.read(account.json())));
    RemoteRecord record = new RemoteRecord(account.id(), values);
    if (account.active()) {
      return record;
    }
    return fields.containsKey(Looking.ACTIVE) ? record.asleepAsShown() : record.asleep();
  }
}
