package homeroom.adapters.scim;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.support.http.Address;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads accounts, all of them or those that a filter finds, by index or by cursor as the provider
 * does it.
 *
 * <p>Pages are no snapshot: while they are turned, an account that goes away moves the next ones
 * up, and one of them is on no page; and no provider promises an order. So whatever fills more than
 * one page is read twice, and an account counts as there if either reading showed it: one that is
 * there can be missed only if both lost it. What is gone since the first reading is noticed the
 * next time. A read that shows fewer accounts than the provider counts is refused.
 */
final class AccountReader {

  private static final String COUNT = "100";
  private static final int READINGS = 4;

  private final ScimApi api;

  AccountReader(ScimApi api) {
    this.api = api;
  }

  /**
   * What one reading came to.
   *
   * @param total how many accounts there were at its end, as the provider counts them
   */
  private record Reading(int pages, OptionalInt total) {}

  /** All accounts. */
  Collected all() throws AdapterFailure {
    Address address = users();
    return complete(address, api.page(address));
  }

  /** The accounts that a filter finds; empty if the provider does not know such a filter. */
  Optional<Collected> matching(String filter) throws AdapterFailure {
    Address address = users().with("filter", filter);
    Optional<ScimList> first = api.filtered(address);
    return first.isPresent() ? Optional.of(complete(address, first.get())) : Optional.empty();
  }

  private static Address users() {
    return Address.of(ScimApi.USERS).with("count", COUNT);
  }

  private Collected complete(Address address, ScimList first) throws AdapterFailure {
    Collected accounts = new Collected();
    Reading reading = read(address, first, accounts);
    int readings = 1;
    while (isShort(accounts, reading) || (readings < 2 && reading.pages() > 1)) {
      if (readings++ == READINGS) {
        throw incomplete(accounts.size(), reading.total().orElse(0));
      }
      reading = read(address, api.page(address), accounts);
    }
    return accounts;
  }

  private static boolean isShort(Collected accounts, Reading reading) {
    return reading.total().isPresent() && accounts.size() < reading.total().getAsInt();
  }

  private Reading read(Address address, ScimList first, Collected into) throws AdapterFailure {
    if (first.total().isEmpty() && first.nextCursor().isEmpty()) {
      throw uncounted();
    }
    Set<String> cursors = new HashSet<>();
    ScimList page = first;
    int pages = 1;
    int read = page.size();
    page.resources().forEach(into::add);
    while (more(page, read)) {
      Optional<String> cursor = page.nextCursor();
      if (cursor.isPresent() && !cursors.add(cursor.get())) {
        throw goesInCircles();
      }
      page =
          api.page(
              cursor.isPresent()
                  ? address.with("cursor", cursor.get())
                  : address.with("startIndex", Integer.toString(read + 1)));
      pages++;
      read += page.size();
      page.resources().forEach(into::add);
    }
    return new Reading(pages, page.total());
  }

  /** A page may be smaller than what was asked for; only an empty one is the end. */
  private static boolean more(ScimList page, int read) {
    return page.nextCursor().isPresent() || (page.size() > 0 && read < page.total().orElse(0));
  }

  private static AdapterFailure incomplete(int shown, int total) {
    return new AdapterFailure(
        Failure.of(
            Kind.TRANSIENT,
            "SCIM_INCOMPLETE",
            "Reading Users: the provider counts %d accounts and showed %d of them, in %d readings"
                .formatted(total, shown, READINGS),
            "The hub reads again; if it stays, look whether our user may see all accounts."));
  }

  private static AdapterFailure uncounted() {
    return new AdapterFailure(
        Failure.of(
            Kind.CONFIGURATION,
            "SCIM_NO_TOTAL",
            "Reading Users: the provider says neither how many there are nor where to go on",
            "Look whether the provider returns totalResults or nextCursor to this hub; without"
                + " them nobody can tell when all accounts were read."));
  }

  private static AdapterFailure goesInCircles() {
    return new AdapterFailure(
        Failure.of(
            Kind.TRANSIENT,
            "SCIM_CURSOR_REPEATED",
            "Reading Users: a page leads to one that was read already",
            "The hub reads again; if it stays, tell the provider's makers."));
  }
}
