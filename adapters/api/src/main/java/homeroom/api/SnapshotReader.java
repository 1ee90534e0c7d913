package homeroom.api;

import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads what a consumer holds, for reconciliation. Implemented by a {@link ConsumerAdapter} whose
 * system can be read.
 */
public interface SnapshotReader {

  /**
   * Every record of a target, also those that are not in use, read lazily page by page; the caller
   * closes the stream. What was removed for good is not among them.
   *
   * @param target what the records are called over there, as in {@link Delivery#target}
   * @param fields the payload's names that are asked for
   * @throws AdapterFailure if the first page could not be read; a later one fails the stream with
   *     {@link java.io.UncheckedIOException}
   */
  Stream<RemoteRecord> read(String target, Set<String> fields) throws AdapterFailure;

  /**
   * Whether the system has what holds the records of a target, as a database has a table. Where it
   * has not, they cannot be read.
   *
   * @throws AdapterFailure if that could not be found out
   */
  default boolean has(String target) throws AdapterFailure {
    return true;
  }
}
