package homeroom.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Looks up what became of one batch. */
public final class BatchQueries {

  /** The router's answer to an event stands at the time at which the event came into the log. */
  private static final String DECISIONS =
      "select entity, outcome, code, count(*) as number, min(at) as first_at, max(at) as last_at"
          + " from movements where system = :system and at >= :from and at <= :to"
          + " and batch = :batch and outcome not in ('SENT', 'WAITING', 'RELEASED', 'CONFIGURED')"
          + " group by entity, outcome, code order by entity, outcome, code";

  private static final String DECIDED =
      "select m.*, s.record, s.natural_key from movements m join subjects s on s.id = m.subject"
          + " where m.system = :system and m.at >= :at and m.at <= :to"
          + " and (m.at > :at or m.seq > :seq) and m.batch = :batch and m.delivery is null"
          + " and m.outcome in ('ACCEPTED', 'CONFLICT', 'UNAUTHORISED', 'CONVERGED',"
          + " 'INITIAL_MISMATCH') and m.entity in (<entities>) order by m.at, m.seq limit :limit";

  /** Two machines may stand between the clock of the report and that of the log. */
  private static final long CLOCKS_DIFFER = 300_000_000;

  private final Jdbi database;
  private final IntakeQueries intake;

  BatchQueries(Jdbi database, IntakeQueries intake) {
    this.database = database;
    this.intake = intake;
  }

  /**
   * The batches that are meant by a name, the newest first; the same file may have come from two
   * systems.
   *
   * @param name the batch's id, the beginning of it, or the name of what of it is held
   */
  public List<BatchEntry> named(String name, Optional<String> system, int limit) {
    return intake.named(name, system, limit);
  }

  /** All that is known of a batch. */
  public BatchDetail detail(BatchEntry batch) {
    return database.withHandle(handle -> detail(handle, batch));
  }

  /**
   * What the router decided about a batch's events, where they said something new, the oldest
   * first.
   *
   * @param entities of which it is asked
   * @param cursor of the page before; empty for the first
   * @throws StoreFailure if the cursor is not one of this store
   */
  public Page<MovementEntry> decided(
      BatchEntry batch, Collection<String> entities, Optional<String> cursor, int limit) {
    if (entities.isEmpty()) {
      return new Page<>(List.of(), Optional.empty());
    }
    Optional<Cursors.Place> after = cursor.map(Cursors::place);
    List<MovementEntry> found =
        database.withHandle(
            handle ->
                decided(
                    handle,
                    batch,
                    entities,
                    after.orElseGet(() -> new Cursors.Place(from(handle, batch), 0)),
                    limit + 1));
    if (found.size() <= limit) {
      return new Page<>(found, Optional.empty());
    }
    MovementEntry last = found.get(limit - 1);
    return new Page<>(
        found.subList(0, limit), Optional.of(Cursors.write(Micros.of(last.at()), last.seq())));
  }

  private static List<MovementEntry> decided(
      Handle handle,
      BatchEntry batch,
      Collection<String> entities,
      Cursors.Place after,
      int limit) {
    return handle
        .createQuery(DECIDED)
        .bind("system", batch.system())
        .bind("batch", batch.batch())
        .bind("at", after.at())
        .bind("seq", after.number())
        .bind("to", to(batch))
        .bindList("entities", List.copyOf(entities))
        .bind("limit", limit)
        .map((row, _) -> MovementQueries.read(row))
        .list();
  }

  private static BatchDetail detail(Handle handle, BatchEntry batch) {
    Optional<Long> notAnswered = Optional.empty();
    return handle
        .createQuery(
            "select configuration, event_schema, exported_at, arrived_at, events from batches"
                + " where system = :system and batch_id = :batch")
        .bind("system", batch.system())
        .bind("batch", batch.batch())
        .map(
            (row, _) ->
                new BatchDetail(
                    batch,
                    Optional.ofNullable(row.getString("configuration")),
                    number(row, "event_schema"),
                    HoldingTable.time(row, "exported_at"),
                    HoldingTable.time(row, "arrived_at"),
                    number(row, "events"),
                    entities(handle, batch),
                    causes(handle, batch),
                    decisions(handle, batch)))
        .findOne()
        .orElseGet(
            () ->
                new BatchDetail(
                    batch,
                    Optional.empty(),
                    notAnswered,
                    Optional.empty(),
                    Optional.empty(),
                    notAnswered,
                    List.of(),
                    List.of(),
                    List.of()));
  }

  private static Optional<Long> number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(number);
  }

  private static List<BatchDetail.Entity> entities(Handle handle, BatchEntry batch) {
    return handle
        .createQuery(
            "select * from batch_entities where system = :system and batch_id = :batch"
                + " order by collection, entity")
        .bind("system", batch.system())
        .bind("batch", batch.batch())
        .map(
            (row, _) ->
                new BatchDetail.Entity(
                    row.getString("collection"),
                    row.getString("entity"),
                    row.getLong("created"),
                    row.getLong("changed"),
                    row.getLong("unchanged"),
                    row.getLong("deleted"),
                    row.getLong("rejected"),
                    row.getLong("rows_left")))
        .list();
  }

  private static List<BatchDetail.Cause> causes(Handle handle, BatchEntry batch) {
    return handle
        .createQuery(
            "select * from batch_causes where system = :system and batch_id = :batch"
                + " order by position")
        .bind("system", batch.system())
        .bind("batch", batch.batch())
        .map(
            (row, _) ->
                new BatchDetail.Cause(
                    row.getString("outcome"),
                    row.getString("collection"),
                    row.getString("entity"),
                    row.getString("code"),
                    Optional.ofNullable(row.getString("field")),
                    row.getLong("number")))
        .list();
  }

  private static List<BatchDetail.Decision> decisions(Handle handle, BatchEntry batch) {
    return handle
        .createQuery(DECISIONS)
        .bind("system", batch.system())
        .bind("batch", batch.batch())
        .bind("from", from(handle, batch))
        .bind("to", to(batch))
        .map(
            (row, _) ->
                new BatchDetail.Decision(
                    row.getString("entity"),
                    row.getString("outcome"),
                    Optional.ofNullable(row.getString("code")),
                    row.getLong("number"),
                    Micros.toInstant(row.getLong("first_at")),
                    Micros.toInstant(row.getLong("last_at"))))
        .list();
  }

  /** What was held and let through later began before it was let through. */
  private static long from(Handle handle, BatchEntry batch) {
    long began =
        handle
            .createQuery(
                "select coalesce(arrived_at, started_at) from batches"
                    + " where system = :system and batch_id = :batch")
            .bind("system", batch.system())
            .bind("batch", batch.batch())
            .mapTo(Long.class)
            .findOne()
            .orElseGet(() -> Micros.of(batch.startedAt()));
    return began - CLOCKS_DIFFER;
  }

  private static long to(BatchEntry batch) {
    return batch.endedAt().map(Micros::of).map(end -> end + CLOCKS_DIFFER).orElse(Long.MAX_VALUE);
  }
}
