package homeroom.adapters.oneroster;

import homeroom.api.AdapterFailure;
import homeroom.api.RawStore;
import homeroom.support.files.Listed;
import homeroom.support.files.Listing;
import homeroom.support.files.Look;
import homeroom.support.files.NotFetched;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A package that has arrived, kept byte by byte.
 *
 * @param name of the file or folder
 * @param at when it was written, by its place's clock
 */
record Arrival(String name, RawStore.Kept kept, Optional<Instant> at) {

  /**
   * Gets what was seen.
   *
   * @param listing what of it makes the package
   * @throws AdapterFailure if it may still grow, or did not come whole
   */
  static Arrival of(Look look, Listing listing, RawStore raw) throws AdapterFailure {
    List<Listed> files = listing.files();
    for (Listed file : files) {
      look.requireSettled(file);
    }
    Optional<String> folder = listing.folder();
    return folder.isPresent()
        ? new Arrival(folder.get(), folder(folder.get() + ".zip", look, files, raw), newest(files))
        : new Arrival(files.getFirst().name(), look.keep(files.getFirst()), newest(files));
  }

  private static Optional<Instant> newest(List<Listed> files) {
    return files.stream()
        .map(Listed::modified)
        .filter(time -> !time.equals(Instant.EPOCH))
        .max(Instant::compareTo);
  }

  private static RawStore.Kept folder(String name, Look look, List<Listed> files, RawStore raw)
      throws AdapterFailure {
    try {
      return raw.keep(name, out -> FolderZip.write(look, files, out));
    } catch (NotFetched incomplete) {
      throw incomplete.failure();
    } catch (IOException e) {
      throw Faults.io("Keeping a copy of the package", e);
    }
  }
}
