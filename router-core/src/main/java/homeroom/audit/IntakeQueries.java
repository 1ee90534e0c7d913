package homeroom.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Looks up the batches that came in, the newest first. */
public final class IntakeQueries {

  private final Jdbi database;

  IntakeQueries(Jdbi database) {
    this.database = database;
  }

  /** The latest batches, of one system or of all. */
  public List<BatchEntry> batches(Optional<String> system, int limit) {
    Conditions conditions = new Conditions().when(system, "system", "b.system = :system");
    String sql =
        "select b.* from batches b"
            + conditions.where()
            + " order by b.started_at desc, b.system, b.batch_id limit :limit";
    return database.withHandle(handle -> batches(handle, sql, conditions, limit));
  }

  /** One batch of a system; empty if there is no report of it, as of notifications. */
  public Optional<BatchEntry> batch(String system, String batch) {
    Conditions conditions =
        new Conditions()
            .and("b.system = :system", "system", system)
            .and("b.batch_id = :batch", "batch", batch);
    String sql = "select b.* from batches b" + conditions.where() + " limit :limit";
    return database.withHandle(handle -> batches(handle, sql, conditions, 1)).stream().findFirst();
  }

  /**
   * The newest batch of which this is held, or was approved and is being taken in; the same may be
   * held of an older one.
   */
  public Optional<BatchEntry> held(String name) {
    Conditions conditions =
        new Conditions().and("b.status in ('HELD', 'STARTED')").and("b.held = :held", "held", name);
    String sql =
        "select b.* from batches b"
            + conditions.where()
            + " order by b.started_at desc limit :limit";
    return database.withHandle(handle -> batches(handle, sql, conditions, 1)).stream().findFirst();
  }

  /**
   * The batches that are meant by a name, the newest first.
   *
   * @param name of what is held, or the beginning of an id
   */
  List<BatchEntry> named(String name, Optional<String> system, int limit) {
    Conditions conditions =
        new Conditions()
            .and("(b.held = :name or substr(b.batch_id, 1, :length) = :name)", "name", name)
            .bind("length", name.length())
            .when(system, "system", "b.system = :system");
    String sql =
        "select b.* from batches b"
            + conditions.where()
            + " order by b.started_at desc, b.system, b.batch_id limit :limit";
    return database.withHandle(handle -> batches(handle, sql, conditions, limit));
  }

  /** When each system's last batch came that did not fail. */
  public Map<String, Instant> came() {
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    "select system, max(started_at) from batches where status <> 'FAILED'"
                        + " group by system")
                .map((row, _) -> Map.entry(row.getString(1), Micros.toInstant(row.getLong(2))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** Each system's latest batch, by system. */
  public Map<String, BatchEntry> latest() {
    String sql =
        "select b.* from batches b join (select system, max(started_at) as latest from batches"
            + " group by system) l on l.system = b.system and l.latest = b.started_at"
            + " order by b.system, b.batch_id limit :limit";
    return database
        .withHandle(handle -> batches(handle, sql, new Conditions(), Integer.MAX_VALUE))
        .stream()
        .collect(
            Collectors.toMap(
                BatchEntry::system, batch -> batch, (_, later) -> later, LinkedHashMap::new));
  }

  private static List<BatchEntry> batches(
      Handle handle, String sql, Conditions conditions, int limit) {
    return conditions.list(
        handle,
        sql,
        limit,
        (row, _) ->
            batch(row, collections(handle, row.getString("system"), row.getString("batch_id"))));
  }

  private static List<BatchEntry.Collection> collections(
      Handle handle, String system, String batch) {
    return handle
        .createQuery(
            "select * from batch_collections where system = :system and batch_id = :batch"
                + " order by collection")
        .bind("system", system)
        .bind("batch", batch)
        .map(
            (row, _) ->
                new BatchEntry.Collection(
                    row.getString("collection"),
                    row.getLong("rows_read"),
                    row.getLong("created"),
                    row.getLong("changed"),
                    row.getLong("unchanged"),
                    row.getLong("deleted"),
                    row.getLong("rejected"),
                    row.getLong("skipped"),
                    row.getLong("rows_left"),
                    Optional.ofNullable(row.getString("format"))))
        .list();
  }

  private static BatchEntry batch(ResultSet row, List<BatchEntry.Collection> collections)
      throws SQLException {
    return new BatchEntry(
        row.getString("system"),
        row.getString("batch_id"),
        row.getString("origin"),
        row.getString("status"),
        Micros.toInstant(row.getLong("started_at")),
        HoldingTable.time(row, "ended_at"),
        Optional.ofNullable(row.getString("code")),
        Optional.ofNullable(row.getString("message")),
        Optional.ofNullable(row.getString("remedy")),
        Optional.ofNullable(row.getString("held")),
        HoldingTable.time(row, "held_until"),
        Optional.ofNullable(row.getString("approved_by")),
        collections);
  }
}
