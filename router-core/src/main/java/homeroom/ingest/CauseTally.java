package homeroom.ingest;

import homeroom.schema.BatchCause;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts why rows of a batch could not be used. Memory does not grow with them. Not thread-safe.
 */
final class CauseTally {

  static final String REJECTED = "REJECTED";
  static final String HELD = "HELD";

  /** Beyond so many different ones the columns at fault are not told apart any more. */
  private static final int MOST = 500;

  private final Map<Cause, Long> numbers =
      new TreeMap<>(
          Comparator.comparing(Cause::collection)
              .thenComparing(Cause::entity)
              .thenComparing(Cause::code)
              .thenComparing(Cause::column));

  /**
   * @param column at fault; empty when the whole row is
   */
  private record Cause(String collection, String entity, String code, String column) {

    Cause ofTheRow() {
      return new Cause(collection, entity, code, "");
    }
  }

  void rejected(Rejection rejection) {
    Cause cause =
        new Cause(
            rejection.collection(),
            rejection.entity(),
            rejection.failure().code(),
            rejection.column());
    boolean told = numbers.size() < MOST || numbers.containsKey(cause);
    numbers.merge(told ? cause : cause.ofTheRow(), 1L, Long::sum);
  }

  List<BatchCause> causes() {
    return numbers.entrySet().stream()
        .map(counted -> written(counted.getKey(), counted.getValue()))
        .toList();
  }

  private static BatchCause written(Cause cause, long number) {
    return BatchCause.newBuilder()
        .setOutcome(REJECTED)
        .setCollection(cause.collection())
        .setEntity(cause.entity())
        .setCode(cause.code())
        .setField(cause.column().isEmpty() ? null : cause.column())
        .setNumber(number)
        .build();
  }
}
