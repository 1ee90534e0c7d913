package homeroom.adapters.csv;

import homeroom.adapters.csv.Found.Export;
import homeroom.api.AdapterFailure;
import homeroom.api.Cursor;
import homeroom.support.files.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for the first file, in the order of names, that was not read, and gets none behind it that
 * it can do without: years of exports may lie there, and one that cannot be got holds up only what
 * comes after it.
 */
final class Search {

  /** How a file is got. */
  interface Way {

    /**
     * The file's bytes, or what is known of them.
     *
     * @throws AdapterFailure if it may still grow, or does not come
     */
    Export get(Listed file) throws AdapterFailure;
  }

  /** A file that is to be read, and where one is behind it. */
  record Next(Export export, Cursor behind) {}

  private final Done done;
  private final List<Listed> files;
  private final Set<Done.Seen> listed;
  private final Way way;

  /**
   * @param files in the order of their names
   */
  Search(Done done, List<Listed> files, Way way) {
    this.done = done;
    this.files = files;
    this.listed = Done.listed(files);
    this.way = way;
  }

  /** The file to be read next; empty if all were read. */
  Optional<Next> next() throws AdapterFailure {
    List<Export> read = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Export export = way.get(files.get(i));
      List<Listed> behind = files.subList(i + 1, files.size());
      if (isToBeRead(export, behind)) {
        return Optional.of(new Next(export, done.and(export, read, behind)));
      }
      read.add(export);
    }
    return Optional.empty();
  }

  private boolean isToBeRead(Export export, List<Listed> behind) throws AdapterFailure {
    return !done.has(export, listed) && (!done.hasBytesOf(export) || !isReadBehind(behind));
  }

  private boolean isReadBehind(List<Listed> behind) throws AdapterFailure {
    if (behind.stream().anyMatch(file -> done.idOf(file).isPresent())) {
      return true;
    }
    for (Listed file : behind) {
      if (done.has(way.get(file), listed)) {
        return true;
      }
    }
    return false;
  }
}
