package homeroom.ingest;

import homeroom.planning.SourceMapping.Assertion;
import homeroom.schema.BatchReport;

/**
 * A batch that was read once more.
 *
 * @param then what became of it when it was read first
 * @param heldBack whether all of it waits, or was dropped
 * @param deletionsHeldBack whether its deletions wait, or were dropped, and all else was taken in
 * @param overtaken whether another was taken in after it
 */
public record Recalled(
    BatchReport then, boolean heldBack, boolean deletionsHeldBack, boolean overtaken) {

  /** Who is told what is in it. */
  public interface Hearer {

    /**
     * @param gone whether the row says that the record is gone
     */
    void said(String collection, String place, Assertion assertion, boolean gone);

    /**
     * @param code why nobody knows what a row says
     */
    void unreadable(String collection, String place, String code);
  }
}
