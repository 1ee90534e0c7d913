package homeroom.reconcile;

import homeroom.api.AdapterFailure;
import homeroom.planning.SourceMapping.Assertion;
import java.util.Set;

/** The batches that the hub keeps. Thread-safe; blocks. */
public interface KeptFiles {

  /**
   * Reads a batch once more, by the mapping of now, and takes nothing in.
   *
   * @throws AdapterFailure if there is no such batch, or it cannot be read
   */
  Batch read(String source, String batch, Reader reader) throws AdapterFailure;

  /** Who is told what is in it. */
  interface Reader {

    /**
     * @param gone whether the row says that the record is gone
     */
    void said(String collection, String place, Assertion assertion, boolean gone);

    /**
     * @param code why nobody knows what a row says
     */
    void unreadable(String collection, String place, String code);
  }

  /** What of a batch waits for somebody's approval, or was dropped. */
  enum Held {
    NOTHING,
    DELETIONS,
    ALL
  }

  /**
   * What is known of the batch.
   *
   * @param complete the collections of which it holds everything
   * @param held how much of it was never let in
   * @param overtaken whether another was taken in after it
   */
  record Batch(Set<String> complete, Held held, boolean overtaken) {
    public Batch {
      complete = Set.copyOf(complete);
    }
  }
}
