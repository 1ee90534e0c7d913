package homeroom.support.files;

import homeroom.api.AdapterFailure;
import homeroom.api.RawStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Where a source's files arrive, whatever the way to them.
 *
 * <ol>
 *   <li>A file is handed out only after it was listed the same for the settle time; a look waits
 *       for that once, without a connection.
 *   <li>Each listing has a connection of its own, which is closed when the look ends.
 *   <li>What is hidden or on its way by its name is not listed.
 * </ol>
 *
 * <p>Not thread-safe.
 */
public final class Inbox {

  private final Place place;
  private final Predicate<String> wanted;
  private final RawStore raw;
  private final long atMost;
  private final Settling settling;
  private final Waiting waiting;

  /**
   * @param wanted which names count where the place is a folder
   * @param settle how long a file must have been listed the same
   * @param atMost how many bytes a file may have
   */
  Inbox(
      Place place,
      Predicate<String> wanted,
      RawStore raw,
      Duration settle,
      long atMost,
      Waiting waiting) {
    this.place = place;
    this.wanted = wanted;
    this.raw = raw;
    this.atMost = atMost;
    this.settling = new Settling(settle);
    this.waiting = waiting;
  }

  /**
   * Looks what is there.
   *
   * @param choice which of the files will be read; only these are waited for
   * @return to be closed
   * @throws AdapterFailure if one cannot look, or the hub is ending
   */
  public Look look(Function<Listing, List<Listed>> choice) throws AdapterFailure {
    Look first = open();
    Duration rest = settling.rest(choice.apply(first.listing()), waiting.nanos());
    if (rest.isZero()) {
      return first;
    }
    first.close();
    pause(rest);
    return open();
  }

  private Look open() throws AdapterFailure {
    Visit visit = place.visit();
    try {
      Listing listing = visit.list().only(wanted);
      long now = waiting.nanos();
      settling.saw(listing.files(), now);
      Set<Listed> growing =
          listing.files().stream()
              .filter(file -> !settling.isSettled(file, now))
              .collect(Collectors.toSet());
      return new Look(visit, listing, growing, raw, atMost);
    } catch (AdapterFailure | RuntimeException e) {
      visit.close();
      throw e;
    }
  }

  private void pause(Duration rest) throws AdapterFailure {
    try {
      waiting.pause(rest);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw FileFailures.interrupted();
    }
  }
}
