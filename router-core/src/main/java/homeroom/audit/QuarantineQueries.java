package homeroom.audit;

import homeroom.audit.QuarantineEntry.Direction;
import homeroom.audit.QuarantineEntry.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Looks up what waits in quarantine, by cause and one by one. */
public final class QuarantineQueries {

  private static final String COLUMNS =
      "q.*, s.record, s.entity, s.natural_key from quarantine_entries q"
          + " left join subjects s on s.id = q.subject";

  private static final String WAITS = "q.state in ('OPEN', 'TRYING')";

  private final Jdbi database;

  QuarantineQueries(Jdbi database) {
    this.database = database;
  }

  /**
   * Which entries.
   *
   * @param all those that are over as well
   */
  public record Filter(
      Optional<String> system, Optional<Direction> direction, Optional<String> cause, boolean all) {

    /** What waits, of all systems. */
    public static final Filter WAITING =
        new Filter(Optional.empty(), Optional.empty(), Optional.empty(), false);

    public static Filter ofCause(String cause) {
      return new Filter(Optional.empty(), Optional.empty(), Optional.of(cause), false);
    }
  }

  /** What entries have in common, the biggest first. */
  public List<QuarantineCause> causes(Filter filter, int limit) {
    Conditions conditions = conditions(filter);
    String sql =
        "select q.cause, q.direction, q.system, q.code, q.field,"
            + " sum(case when q.state = 'OPEN' then 1 else 0 end) as waiting,"
            + " sum(case when q.state = 'TRYING' then 1 else 0 end) as trying,"
            + " sum(case when q.state in ('RESOLVED', 'DROPPED') then 1 else 0 end) as over_count,"
            + " min(q.since) as since, max(q.last_at) as last_at, min(q.entry_id) as example"
            + " from quarantine_entries q"
            + conditions.where()
            + " group by q.cause, q.direction, q.system, q.code, q.field"
            + " order by 6 desc, 7 desc, q.cause limit :limit";
    return database.withHandle(
        handle -> conditions.list(handle, sql, limit, (row, _) -> cause(handle, row)));
  }

  /** Entries, those first that have waited longest. */
  public List<QuarantineEntry> entries(Filter filter, int limit) {
    Conditions conditions = conditions(filter);
    String sql =
        "select " + COLUMNS + conditions.where() + " order by q.since, q.entry_id limit :limit";
    return database.withHandle(
        handle -> conditions.list(handle, sql, limit, (row, _) -> entry(row)));
  }

  public Optional<QuarantineEntry> entry(String id) {
    return database.withHandle(handle -> entry(handle, id));
  }

  /**
   * Why what a source said of some records waits, by their pseudonyms.
   *
   * @return a code for each of which something waits
   */
  public Map<String, String> rejected(String system, Collection<String> records) {
    if (records.isEmpty()) {
      return Map.of();
    }
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    "select s.record, min(q.code) from quarantine_entries q"
                        + " join subjects s on s.id = q.subject where q.system = :system"
                        + " and q.direction = 'IN' and "
                        + WAITS
                        + " and s.record in (<records>) group by s.record")
                .bind("system", system)
                .bindList("records", List.copyOf(records))
                .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** How many wait, by system. */
  public Map<String, Long> waiting() {
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    "select q.system, count(*) from quarantine_entries q where "
                        + WAITS
                        + " group by q.system order by q.system")
                .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static Conditions conditions(Filter filter) {
    Conditions conditions =
        new Conditions()
            .when(filter.system(), "system", "q.system = :system")
            .when(filter.direction().map(Direction::name), "direction", "q.direction = :direction")
            .when(filter.cause(), "cause", "q.cause = :cause");
    return filter.all() ? conditions : conditions.and(WAITS);
  }

  private static Optional<QuarantineEntry> entry(Handle handle, String id) {
    return handle
        .createQuery("select " + COLUMNS + " where q.entry_id = :id")
        .bind("id", id)
        .map((row, _) -> entry(row))
        .findFirst();
  }

  private static QuarantineCause cause(Handle handle, ResultSet row) throws SQLException {
    return new QuarantineCause(
        row.getString("cause"),
        Direction.valueOf(row.getString("direction")),
        row.getString("system"),
        row.getString("code"),
        Optional.ofNullable(row.getString("field")),
        row.getLong("waiting"),
        row.getLong("trying"),
        row.getLong("over_count"),
        Micros.toInstant(row.getLong("since")),
        Micros.toInstant(row.getLong("last_at")),
        entry(handle, row.getString("example")).orElseThrow());
  }

  private static QuarantineEntry entry(ResultSet row) throws SQLException {
    return new QuarantineEntry(
        row.getString("entry_id"),
        Direction.valueOf(row.getString("direction")),
        row.getString("system"),
        row.getString("cause"),
        State.valueOf(row.getString("state")),
        subject(row),
        row.getString("code"),
        text(row, "field"),
        text(row, "message").orElse(""),
        text(row, "remedy"),
        text(row, "category"),
        text(row, "status"),
        text(row, "request_id"),
        text(row, "batch"),
        text(row, "collection"),
        text(row, "place"),
        text(row, "delivery"),
        row.getLong("version"),
        row.getInt("attempts"),
        Micros.toInstant(row.getLong("since")),
        Micros.toInstant(row.getLong("last_at")),
        HoldingTable.time(row, "ended_at"),
        text(row, "note"));
  }

  private static Optional<Subject> subject(ResultSet row) throws SQLException {
    String entity = row.getString("entity");
    Optional<String> key = text(row, "natural_key");
    return text(row, "record").map(record -> new Subject(record, entity, key));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }
}
