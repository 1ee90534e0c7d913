package homeroom.audit;

import homeroom.schema.Movement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Carries the holdings of the records in one portion of the log forward, and with them the counts
 * by state, so that asking how a system stands costs nothing however many records there are. What
 * was pruned is not counted.
 */
final class HoldingTable {

  static final String COLUMNS =
      "subject, system, entity, state, delivery, version, since, due, owed, reason, waits_for,"
          + " code, detail, effect, created_at, first_at";

  private record Count(String system, String entity, HoldingState state) {}

  private final Connection connection;
  private final Subjects subjects;
  private final UnaryOperator<String> naming;
  private final Standing standing;

  HoldingTable(Connection connection, Subjects subjects) {
    this(connection, subjects, subjects::name, Standing.NOW);
  }

  /**
   * @param naming turns what is waited for into how it is stored
   */
  HoldingTable(
      Connection connection, Subjects subjects, UnaryOperator<String> naming, Standing standing) {
    this.connection = connection;
    this.subjects = subjects;
    this.naming = naming;
    this.standing = standing;
  }

  /**
   * @param movements in the log's order, by {@code entity/key}
   */
  void project(Map<String, List<Movement>> movements) throws SQLException {
    HoldingProjection projection = new HoldingProjection(naming);
    Map<Long, Map<String, Holding>> stored = load(movements.keySet());
    RefusalBook refusals = RefusalBook.open(table(), known(movements.keySet()));
    Map<Long, List<Holding>> changed = new LinkedHashMap<>();
    Map<Count, Long> counts = new LinkedHashMap<>();
    for (Map.Entry<String, List<Movement>> record : movements.entrySet()) {
      long subject = subjects.id(record.getKey());
      Map<String, Holding> before = stored.getOrDefault(subject, Map.of());
      Map<String, Holding> after = new LinkedHashMap<>(before);
      for (Movement movement : record.getValue()) {
        projection.apply(movement, after);
        refusals.apply(subject, movement, after);
      }
      for (Holding holding : after.values()) {
        Holding was = before.get(holding.system());
        if (!holding.equals(was)) {
          changed.computeIfAbsent(subject, _ -> new ArrayList<>()).add(holding);
          count(counts, holding, 1);
          if (was != null) {
            count(counts, was, -1);
          }
        }
      }
    }
    write(changed);
    if (standing == Standing.NOW) {
      writeCounts(counts);
    }
    refusals.write();
  }

  private RefusalTable table() {
    return new RefusalTable(connection, standing);
  }

  /** Takes away all that is known of forgotten records. */
  void forget(Collection<String> records) throws SQLException {
    Map<Count, Long> counts = new LinkedHashMap<>();
    for (Map<String, Holding> holdings : load(records).values()) {
      holdings.values().forEach(holding -> count(counts, holding, -1));
    }
    for (Standing each : Standing.values()) {
      forget(each, records);
    }
    writeCounts(counts);
  }

  private void forget(Standing each, Collection<String> records) throws SQLException {
    try (Rows rows =
        new Rows(connection, "delete from " + each.holdings() + " where subject = ?")) {
      for (String record : records) {
        rows.number(subjects.id(record)).add();
      }
      rows.finish();
    }
    new RefusalTable(connection, each).forget(known(records));
  }

  /** The numbers of those of which there may be something in a table. */
  private List<Long> known(Collection<String> records) {
    return records.stream().filter(record -> !subjects.isNew(record)).map(subjects::id).toList();
  }

  private static void count(Map<Count, Long> counts, Holding holding, long by) {
    counts.merge(new Count(holding.system(), holding.entity(), holding.state()), by, Long::sum);
  }

  private Map<Long, Map<String, Holding>> load(Collection<String> records) throws SQLException {
    Map<Long, Map<String, Holding>> found = new HashMap<>();
    LookUp.rows(
        connection,
        "select " + COLUMNS + " from " + standing.holdings() + " where subject in",
        known(records),
        row -> {
          Holding holding = read(row);
          found
              .computeIfAbsent(row.getLong("subject"), _ -> new LinkedHashMap<>())
              .put(holding.system(), holding);
        });
    return found;
  }

  private void write(Map<Long, List<Holding>> holdings) throws SQLException {
    String sql =
        "insert into "
            + standing.holdings()
            + " ("
            + COLUMNS
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (subject,"
            + " system) do update set state = excluded.state, delivery = excluded.delivery, version"
            + " = excluded.version, since = excluded.since, due = excluded.due, owed ="
            + " excluded.owed, reason = excluded.reason, waits_for = excluded.waits_for, code ="
            + " excluded.code, detail = excluded.detail, effect = excluded.effect, created_at ="
            + " excluded.created_at, first_at = excluded.first_at";
    try (Rows rows = new Rows(connection, sql)) {
      for (Map.Entry<Long, List<Holding>> subject : holdings.entrySet()) {
        for (Holding holding : subject.getValue()) {
          add(rows.number(subject.getKey().longValue()), holding);
        }
      }
      rows.finish();
    }
  }

  private static void add(Rows rows, Holding holding) throws SQLException {
    rows.text(holding.system())
        .text(holding.entity())
        .text(holding.state().name())
        .text(holding.delivery())
        .number(holding.version())
        .number(Micros.of(holding.since()))
        .time(holding.due())
        .time(holding.owed())
        .text(holding.reason())
        .text(Waits.write(holding.waitsFor()))
        .text(holding.code())
        .text(holding.detail())
        .text(holding.effect())
        .time(holding.created())
        .time(holding.first())
        .add();
  }

  private void writeCounts(Map<Count, Long> counts) throws SQLException {
    String sql =
        "insert into holding_counts (system, entity, state, records) values (?, ?, ?, ?)"
            + " on conflict (system, entity, state)"
            + " do update set records = holding_counts.records + excluded.records";
    try (Rows rows = new Rows(connection, sql)) {
      for (Map.Entry<Count, Long> count : counts.entrySet()) {
        if (count.getValue() != 0) {
          rows.text(count.getKey().system())
              .text(count.getKey().entity())
              .text(count.getKey().state().name())
              .number(count.getValue().longValue())
              .add();
        }
      }
      rows.finish();
    }
  }

  static Holding read(ResultSet row) throws SQLException {
    return new Holding(
        row.getString("system"),
        row.getString("entity"),
        HoldingState.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("delivery")),
        row.getLong("version"),
        Micros.toInstant(row.getLong("since")),
        time(row, "due"),
        time(row, "owed"),
        Waits.read(row.getString("waits_for")),
        Optional.ofNullable(row.getString("code")),
        Optional.ofNullable(row.getString("detail")),
        Optional.ofNullable(row.getString("effect")),
        time(row, "created_at"),
        time(row, "first_at"));
  }

  static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Micros.toInstant(micros));
  }
}
