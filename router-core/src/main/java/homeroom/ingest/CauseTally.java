package homeroom.ingest;

import homeroom.schema.BatchCause;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts why rows of a batch could not be used, and which records it lacked that are not deleted
 * yet. Memory does not grow with them. Not thread-safe.
 */
final class CauseTally {

  static final String REJECTED = "REJECTED";
  static final String HELD = "HELD";
  static final String MISSING = "MISSING";

  private static final String NOT_DELETED_YET = "MISSING_NOT_DELETED_YET";

  /** Beyond so many different ones the columns at fault are not told apart any more. */
  private static final int MOST = 500;

  private final Map<Cause, Long> numbers =
      new TreeMap<>(
          Comparator.comparing(Cause::collection)
              .thenComparing(Cause::entity)
              .thenComparing(Cause::outcome)
              .thenComparing(Cause::code)
              .thenComparing(Cause::column));

  /**
   * @param column at fault; empty when the whole row is
   */
  private record Cause(
      String outcome, String collection, String entity, String code, String column) {

    Cause ofTheRow() {
      return new Cause(outcome, collection, entity, code, "");
    }
  }

  void rejected(Rejection rejection) {
    Cause cause =
        new Cause(
            REJECTED,
            rejection.collection(),
            rejection.entity(),
            rejection.failure().code(),
            rejection.column());
    boolean told = numbers.size() < MOST || numbers.containsKey(cause);
    numbers.merge(told ? cause : cause.ofTheRow(), 1L, Long::sum);
  }

  /** A complete collection lacks a record, which counts as deleted once others lack it too. */
  void missing(Part part) {
    Cause cause = new Cause(MISSING, part.collection(), part.entity(), NOT_DELETED_YET, "");
    numbers.merge(cause, 1L, Long::sum);
  }

  List<BatchCause> causes() {
    return numbers.entrySet().stream()
        .map(counted -> written(counted.getKey(), counted.getValue()))
        .toList();
  }

  private static BatchCause written(Cause cause, long number) {
    return BatchCause.newBuilder()
        .setOutcome(cause.outcome())
        .setCollection(cause.collection())
        .setEntity(cause.entity())
        .setCode(cause.code())
        .setField(cause.column().isEmpty() ? null : cause.column())
        .setNumber(number)
        .build();
  }
}
