package homeroom.ingest;

import homeroom.api.RowPrint;
import homeroom.api.SourceItem;
import homeroom.planning.SourceMapping.Assertion;
import homeroom.schema.Accepted;
import java.util.Collection;
import java.util.Optional;

/**
 * What follows from a batch: {@link Counted} to judge it, {@link Written} to take it in. Used by
 * one batch, on one thread.
 */
interface Effects {

  /**
   * A row says something new.
   *
   * @param before what the source said last; empty of a record that is new
   * @param now what it says from now on
   */
  void said(SourceItem.Row row, Assertion assertion, Optional<Accepted> before, Accepted now);

  /** All that a row says is said, and was never more than what its records are accepted as. */
  void understood(RowPrint row, String collection, Collection<String> keys);

  /** A row says itself that its record is gone. */
  void toldGone(SourceItem.Row row, Assertion assertion);

  /** Nothing new is said of a record, but something else is to be kept of it. */
  void noted(String key, Accepted now);

  /** A complete collection does not hold a record any more. */
  void missing(Part part, String key);

  /** A row cannot be used, and its record is known. */
  void rejected(Rejection rejection);

  /** A row cannot be used, and nobody knows its record. */
  void unreadable(Rejection rejection);
}
