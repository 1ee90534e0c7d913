package homeroom.ingest;

import homeroom.api.RowPrint;
import homeroom.schema.Accepted;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What a source last said about each record, by its key {@code entity/key}, and which rows say just
 * that. Not thread-safe.
 */
interface AcceptedRecords {

  Optional<Accepted> find(String key);

  /** That something is accepted of a record; no row is known to say that. */
  void put(String key, Accepted accepted);

  void remove(String key);

  /**
   * That a row says what is accepted of some records, and nothing else.
   *
   * @param collection of the row
   */
  void vouch(RowPrint row, String collection, Collection<String> keys);

  /** Passes on what was there at the beginning and is in no row that was left unread. */
  void forEachNotPassed(BiConsumer<String, Accepted> each);

  /** How many there are. */
  Map<Part, Long> sizes();

  /** A set of keys that is empty; it may become as large as what is accepted. */
  KeySet noKeys();

  /** The rows that say what is accepted. */
  RowMemory rows();

  /** That a row that is read speaks of a record, so that no other can be left unread that does. */
  void read(String key);

  /** Whether a row that was left unread in this reading speaks of a record. */
  boolean isPassed(String key);

  /** Another reading begins. */
  void begin();

  /** Whether since then something else was accepted of a record whose row was left unread. */
  boolean lostPassed();
}
