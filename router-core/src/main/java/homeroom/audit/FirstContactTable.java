package homeroom.audit;

import homeroom.schema.Movement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Counts first contacts. A portion of the log adds to few rows, however many records it is about,
 * so that an import into an empty hub pays nothing worth mentioning.
 */
final class FirstContactTable {

  /** So many records of each kind are kept by name for each hour. */
  static final int EXAMPLES = 5;

  private static final long MICROS_OF_AN_HOUR = TimeUnit.HOURS.toMicros(1);

  private record Row(String system, String entity, String field, ContactKind kind, long hour) {}

  /** What a row holds, while it is added to. */
  private static final class Tally {
    private long records;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private final SortedSet<String> examples = new TreeSet<>();

    void add(long more, long from, long to, List<String> pseudonyms) {
      records += more;
      first = Math.min(first, from);
      last = Math.max(last, to);
      examples.addAll(pseudonyms);
      while (examples.size() > EXAMPLES) {
        examples.removeLast();
      }
    }
  }

  private final Connection connection;
  private final Subjects subjects;

  FirstContactTable(Connection connection, Subjects subjects) {
    this.connection = connection;
    this.subjects = subjects;
  }

  static long hour(long micros) {
    return Math.floorDiv(micros, MICROS_OF_AN_HOUR);
  }

  void add(List<Movement> movements) throws SQLException {
    Map<Row, Tally> tallies = new LinkedHashMap<>();
    for (Movement movement : movements) {
      for (FirstContactProjection.Counted one : FirstContactProjection.counted(movement)) {
        tallies
            .computeIfAbsent(row(movement, one), _ -> new Tally())
            .add(1, movement.getAt(), movement.getAt(), List.of(pseudonym(movement)));
      }
    }
    if (!tallies.isEmpty()) {
      addStored(tallies);
      write(tallies);
    }
  }

  private static Row row(Movement movement, FirstContactProjection.Counted one) {
    return new Row(
        movement.getSystem(),
        movement.getEntity(),
        one.field(),
        one.kind(),
        hour(movement.getAt()));
  }

  private String pseudonym(Movement movement) {
    return subjects.pseudonym(movement.getEntity() + "/" + movement.getKey());
  }

  private void addStored(Map<Row, Tally> tallies) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select records, first_at, last_at, examples from first_contacts"
                + " where system = ? and entity = ? and field = ? and kind = ? and hour = ?")) {
      for (Map.Entry<Row, Tally> tally : tallies.entrySet()) {
        Row row = tally.getKey();
        select.setString(1, row.system());
        select.setString(2, row.entity());
        select.setString(3, row.field());
        select.setString(4, row.kind().name());
        select.setLong(5, row.hour());
        try (ResultSet stored = select.executeQuery()) {
          if (stored.next()) {
            tally
                .getValue()
                .add(
                    stored.getLong(1),
                    stored.getLong(2),
                    stored.getLong(3),
                    Arrays.asList(stored.getString(4).split(",")));
          }
        }
      }
    }
  }

  private void write(Map<Row, Tally> tallies) throws SQLException {
    String sql =
        "insert into first_contacts (system, entity, field, kind, hour, records, first_at, last_at,"
            + " examples) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (system, entity, field, kind, hour) do update set"
            + " records = excluded.records, first_at = excluded.first_at,"
            + " last_at = excluded.last_at, examples = excluded.examples";
    try (Rows rows = new Rows(connection, sql)) {
      for (Map.Entry<Row, Tally> entry : tallies.entrySet()) {
        Row row = entry.getKey();
        Tally tally = entry.getValue();
        rows.text(row.system())
            .text(row.entity())
            .text(row.field())
            .text(row.kind().name())
            .number(row.hour())
            .number(tally.records)
            .number(tally.first)
            .number(tally.last)
            .text(String.join(",", tally.examples))
            .add();
      }
      rows.finish();
    }
  }
}
