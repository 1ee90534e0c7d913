package homeroom.support.files;

import homeroom.api.AdapterFailure;
import homeroom.api.RawStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** What was seen at a place, with the way to it still open. One thread. */
public final class Look implements AutoCloseable {

  private final Visit visit;
  private final Listing listing;
  private final Set<Listed> growing;
  private final RawStore raw;
  private final long atMost;

  Look(Visit visit, Listing listing, Set<Listed> growing, RawStore raw, long atMost) {
    this.visit = visit;
    this.listing = listing;
    this.growing = growing;
    this.raw = raw;
    this.atMost = atMost;
  }

  public Listing listing() {
    return listing;
  }

  /** Whether it was seen for too short a time to be known as complete. */
  public boolean isGrowing(Listed file) {
    return growing.contains(file);
  }

  /**
   * Refuses a file that may still grow.
   *
   * @throws AdapterFailure of kind {@code TRANSIENT}
   */
  public void requireSettled(Listed file) throws AdapterFailure {
    if (isGrowing(file)) {
      throw new AdapterFailure(FileFailures.stillWritten(file.name()));
    }
  }

  /**
   * Gets a file into the raw store, whole or not at all.
   *
   * @throws AdapterFailure if it may still grow, changed meanwhile, is too large, or did not come
   */
  public RawStore.Kept keep(Listed file) throws AdapterFailure {
    requireSettled(file);
    try (InputStream bytes = open(file)) {
      return raw.keep(file.name(), bytes);
    } catch (NotFetched incomplete) {
      throw incomplete.failure();
    } catch (IOException disk) {
      throw new AdapterFailure(FileFailures.disk("Keeping a copy of " + file.name(), disk), disk);
    }
  }

  /**
   * Begins to read a file; the stream ends with {@link NotFetched} where the bytes are not all of
   * it.
   */
  public InputStream open(Listed file) throws NotFetched {
    if (file.size() > atMost) {
      throw new NotFetched(FileFailures.tooLarge(file.name(), atMost), null);
    }
    try {
      return new Whole(visit, file, visit.open(file), atMost);
    } catch (IOException e) {
      throw new NotFetched(visit.failure(file, e), e);
    }
  }

  @Override
  public void close() {
    visit.close();
  }
}
