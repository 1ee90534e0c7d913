package homeroom.api;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One thing that a source adapter read: a row that can be used, or one that cannot. */
public sealed interface SourceItem {

  /** What the row is a row of: a file ({@code users.csv}) or a resource ({@code enrollments}). */
  String collection();

  /** Where it was read, for people: {@code users.csv:12}. Holds no value of the record. */
  String place();

  /**
   * A row as the source wrote it, before the mapping of the configuration is applied.
   *
   * @param columns the values by the source's own names, in the source's order; a column that the
   *     source does not have is absent, a cell it left blank is an empty text
   * @param operation whether the row says that the record exists or that it is gone
   * @param occurredAt when the source says that this became true
   * @param eventId the source's own id of this notification; two notifications with one id are one
   * @param writer who wrote it, where the source's change feed names the writer
   */
  record Row(
      String collection,
      String place,
      Map<String, Value> columns,
      Operation operation,
      Optional<Instant> occurredAt,
      Optional<String> eventId,
      Optional<String> writer)
      implements SourceItem {

    public Row {
      columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /** A row of a file, which says that a record exists. */
    public static Row of(String collection, String place, Map<String, Value> columns) {
      return new Row(
          collection,
          place,
          columns,
          Operation.UPSERT,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /**
   * A row that cannot be used.
   *
   * @param column the column at fault, empty when the whole row is
   * @param failure of kind {@link Failure.Kind#CONTENT}
   */
  record Rejected(String collection, String place, String column, Failure failure)
      implements SourceItem {}
}
