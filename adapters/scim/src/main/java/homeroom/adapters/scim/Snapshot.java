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
  private boolean byCursor;

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
   * @param odd how many of them were no accounts
   */
  private record Page(ScimList list, int read, int odd) {
    Page then(ScimList next) {
      return new Page(next, read + next.size(), odd + oddOnes(next));
    }

    static int oddOnes(ScimList list) {
      return list.size() - list.accounts().size();
    }
  }

  Stream<RemoteRecord> read() throws AdapterFailure {
    ScimList first = api.page(address());
    return Stream.iterate(
            Optional.of(new Page(first, first.size(), Page.oddOnes(first))),
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
      byCursor = true;
      return Optional.of(next(page, address().with("cursor", cursor.get())));
    }
    if (page.list().total().isEmpty() && !byCursor) {
      throw later(uncounted());
    }
    int total = page.list().total().orElse(0);
    boolean ended = page.read() >= total || page.list().size() == 0;
    if (ended && seen.size() + page.odd() < total) {
      throw later(tooShort());
    }
    if (ended) {
      return Optional.empty();
    }
    return Optional.of(next(page, address().with("startIndex", Integer.toString(page.read() + 1))));
  }

  private Page next(Page page, Address address) {
    try {
      return page.then(api.page(address));
    } catch (AdapterFailure failure) {
      throw later(failure);
    }
  }

  private static UncheckedIOException later(AdapterFailure failure) {
    return new UncheckedIOException(new IOException(failure.getMessage(), failure));
  }

  private static AdapterFailure uncounted() {
    return new AdapterFailure(
        Failure.of(
            Failure.Kind.CONFIGURATION,
            "SCIM_LIST_UNCOUNTED",
            "Reading Users: the provider does not say how many accounts there are",
            "Let the provider answer with totalResults, as RFC 7644 asks for."));
  }

  private static AdapterFailure tooShort() {
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
