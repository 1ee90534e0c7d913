package homeroom.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Looks up as of when what sources said is complete, and what of that waits at consumers. */
public final class FreshnessQueries {

  /** That all parts of the router have passed the boundary of which n is a part. */
  private static final String COUNTS =
      "(select count(*) from boundaries p where p.boundary_id = n.boundary_id) = n.partitions";

  /** The newest boundary that counts; the history behind it is not walked through. */
  private static final String PASSED =
      """
      select boundary_id, max(batch_id) as batch_id, max(complete_at) as complete_at,
        max(exported_at) as exported_at, max(arrived_at) as arrived_at,
        max(logged_at) as logged_at, max(decided_at) as decided_at
      from boundaries where boundary_id = (
        select n.boundary_id from boundaries n
        where n.system = :system and n.logged_at < :until and %s
          and not exists (select 1 from boundaries l
            where l.boundary_id = n.boundary_id and l.logged_at >= :until)
        order by n.logged_at desc, n.boundary_id limit 1)
      group by boundary_id
      """
          .formatted(COUNTS);

  /** Beside a row of boundaries: that a later one of the source counts. */
  static final String SUPERSEDED =
      """
      exists (select 1 from boundaries n
        where n.system = boundaries.system and n.boundary_id <> boundaries.boundary_id
          and n.partition_number = boundaries.partition_number
          and n.logged_at > boundaries.logged_at and %s)
      """
          .formatted(COUNTS);

  private final Jdbi database;

  FreshnessQueries(Jdbi database) {
    this.database = database;
  }

  /**
   * The data of a source is complete.
   *
   * @param batch what made it so; empty if a look found nothing new
   * @param completeAt as of when
   * @param exportedAt when the source made it, where the adapter knows
   * @param arrivedAt when the hub began to read it
   * @param loggedAt when all of it was in the log
   * @param decidedAt when the router had decided all of it
   */
  public record Complete(
      Optional<String> batch,
      Instant completeAt,
      Optional<Instant> exportedAt,
      Instant arrivedAt,
      Instant loggedAt,
      Instant decidedAt) {}

  /**
   * What is owed to a consumer.
   *
   * @param records how many are under way, or wait for what comes by itself
   * @param oldest since when the first of them has been due
   * @param inVain how many wait for what nobody told, or for what it refused and never had
   */
  public record Owed(long records, Optional<Instant> oldest, long inVain) {}

  /** How many records a consumer refused for a reason. */
  public record Refused(String code, long records) {}

  /** The newest boundary of a source that the router has decided all of. */
  public Optional<Complete> newest(String source) {
    return until(source, Long.MAX_VALUE);
  }

  /** The newest one that lay in the log before a time. */
  public Optional<Complete> before(String source, Instant time) {
    return until(source, Micros.of(time));
  }

  private Optional<Complete> until(String source, long until) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(PASSED)
                .bind("system", source)
                .bind("until", until)
                .map((row, _) -> complete(row))
                .findOne());
  }

  private static Complete complete(ResultSet row) throws SQLException {
    return new Complete(
        Optional.ofNullable(row.getString("batch_id")),
        Micros.toInstant(row.getLong("complete_at")),
        HoldingTable.time(row, "exported_at"),
        Micros.toInstant(row.getLong("arrived_at")),
        Micros.toInstant(row.getLong("logged_at")),
        Micros.toInstant(row.getLong("decided_at")));
  }

  /** What of some entities is under way to a consumer, or waits. */
  public Owed owed(String consumer, Collection<String> entities) {
    return database.withHandle(handle -> new OwedRecords(handle, consumer, entities).count());
  }

  /** What a consumer refused and nobody dropped, by reason, the most first. */
  public List<Refused> refused(String consumer) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    "select coalesce(h.code, '') as code, count(*) as records from holdings h"
                        + " where h.due is not null and h.waits_for is null"
                        + " and h.system = :system and h.state = 'REFUSED' and not "
                        + DeliveryQueries.DROPPED
                        + " group by coalesce(h.code, '') order by count(*) desc, 1")
                .bind("system", consumer)
                .map((row, _) -> new Refused(row.getString("code"), row.getLong("records")))
                .list());
  }

  /** When a source last said something that was decided about. */
  public Optional<Instant> lastEvent(String source) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    "select at from movements where system = :system and delivery is null"
                        + " and outcome in ('ACCEPTED', 'UNCHANGED', 'ECHO', 'STALE', 'CONVERGED',"
                        + " 'UNAUTHORISED', 'CONFLICT', 'INITIAL_MISMATCH')"
                        + " order by at desc limit 1")
                .bind("system", source)
                .map((row, _) -> Micros.toInstant(row.getLong("at")))
                .findOne());
  }
}
