package homeroom.adapters.csv;

import homeroom.api.AdapterFailure;
import homeroom.api.RawStore;
import homeroom.support.files.Inbox;
import homeroom.support.files.Listed;
import homeroom.support.files.Listing;
import homeroom.support.files.Look;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What lies at the configured place. A file is got once for as long as its place lists it the same:
 * the cursor knows those that were read, and this remembers the others. Not thread-safe.
 */
final class Found {

  /**
   * A file, and the copy of its bytes.
   *
   * @param id of its bytes
   * @param kept empty for one that was read long ago and need not be got again
   */
  record Export(Listed file, String id, Optional<RawStore.Kept> kept) {

    String name() {
      return file.name();
    }

    /** When it was changed last; empty where its place does not say. */
    Optional<Instant> changed() {
      return Optional.of(file.modified()).filter(time -> !time.equals(Instant.EPOCH));
    }
  }

  /** The cursor names each, and must fit into one message of the log, twice over. */
  private static final int MOST = 4_000;

  private final Inbox inbox;
  private final Map<Listed, RawStore.Kept> got = new HashMap<>();

  Found(Inbox inbox) {
    this.inbox = inbox;
  }

  /** What comes after those that are read; empty if nothing does. */
  Optional<Search.Next> after(Done done) throws AdapterFailure {
    try (Look look = inbox.look(listing -> unknown(listing, done))) {
      List<Listed> files = look.listing().files();
      if (files.size() > MOST) {
        throw Faults.tooMany(files.size(), MOST);
      }
      got.keySet().retainAll(Set.copyOf(files));
      return new Search(done, files, file -> export(file, done, look)).next();
    }
  }

  private Export export(Listed file, Done done, Look look) throws AdapterFailure {
    Optional<String> known = done.idOf(file);
    if (known.isPresent()) {
      return new Export(file, known.get(), Optional.empty());
    }
    RawStore.Kept kept = isGot(file) ? got.get(file) : look.keep(file);
    if (file.tellsChanges()) {
      got.put(file, kept);
    }
    return new Export(file, kept.id(), Optional.of(kept));
  }

  private List<Listed> unknown(Listing listing, Done done) {
    return listing.files().stream().filter(file -> isUnknown(file, done)).toList();
  }

  private boolean isUnknown(Listed file, Done done) {
    return !isGot(file) && done.idOf(file).isEmpty();
  }

  private boolean isGot(Listed file) {
    RawStore.Kept kept = got.get(file);
    return kept != null && Files.exists(kept.file());
  }
}
