package homeroom.reconcile;

import homeroom.api.RecordKey;
import homeroom.reconcile.compare.Golden;
import homeroom.reconcile.compare.Note;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What comparisons ask of the query store. Thread-safe; blocks. Throws {@link RecordsUnavailable}
 * where that cannot be asked now.
 */
public interface Records {

  /** Returns when all that is in the log now can be found here. */
  void catchUp() throws InterruptedException;

  /**
   * Golden records of one entity, those that are gone as well, in the order of their keys.
   *
   * @param key the one before; empty to begin with the first
   */
  List<Golden> after(String entity, Optional<String> key, int limit);

  /**
   * What the hub holds of some records, by the keys that were asked for; what a key leads to that
   * was given up, and nothing for one that it never heard of.
   */
  Map<RecordKey, Golden> find(Collection<RecordKey> records);

  /** Which of some records a consumer is not up to date with, and why. */
  Map<RecordKey, Known> owed(String consumer, Collection<RecordKey> records);

  /**
   * How some records stand at a consumer by what the hub knows: another number after each delivery
   * and each answer, and none for one that it was never to be told.
   */
  Map<RecordKey, Long> standings(String consumer, Collection<RecordKey> records);

  /** Which of some records wait in quarantine because a source's word of them cannot be used. */
  Map<RecordKey, Known> rejected(String source, Collection<RecordKey> records);

  /**
   * @param because the code, or what is waited for
   */
  record Known(Note note, Optional<String> because) {}
}
