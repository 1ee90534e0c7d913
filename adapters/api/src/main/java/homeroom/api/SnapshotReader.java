package homeroom.api;

import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads what a consumer holds, for reconciliation. Implemented by a {@link ConsumerAdapter} whose
 * system can be read.
 */
public interface SnapshotReader {

  /**
   * Every active record of a target, read lazily page by page; the caller closes the stream.
   *
   * @param target what the records are called over there, as in {@link Delivery#target}
   * @param fields the payload's names that are asked for
   * @throws AdapterFailure if the first page could not be read; a later one fails the stream with
   *     {@link java.io.UncheckedIOException}
   */
  Stream<RemoteRecord> read(String target, Set<String> fields) throws AdapterFailure;
}
