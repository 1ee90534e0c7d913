package homeroom.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes away what is older than a time, in portions, each a transaction, so that the indexer is
 * never kept waiting for long.
 */
final class Pruning {

  private static final int AT_ONCE = 2_000;

  /** What waits for a person stays. */
  private static final String CONFLICTS =
      "delete from conflicts where conflict_id in (select conflict_id from conflicts"
          + " where decided_at < ? and winner <> '' order by decided_at limit ?)";

  private static final String BOUNDARIES =
      "delete from boundaries where (boundary_id, partition_number) in"
          + " (select boundary_id, partition_number from boundaries where decided_at < ? and "
          + FreshnessQueries.SUPERSEDED
          + " limit ?)";

  /**
   * Those that nothing is told from any more: a later one came, which did not fail, and of each
   * collection one was accepted since, complete if this was.
   */
  private static final String BATCHES =
      """
      select b.system, b.batch_id from batches b where b.started_at < ?
        and exists (select 1 from batches n
          where n.system = b.system and n.started_at > b.started_at
            and (n.status <> 'FAILED' or b.status = 'FAILED'))
        and (b.status not in ('ACCEPTED', 'HELD')
          or not exists (select 1 from batch_collections c
            where c.system = b.system and c.batch_id = b.batch_id
              and not exists (select 1 from batches n join batch_collections d
                on d.system = n.system and d.batch_id = n.batch_id
                where n.system = b.system and n.started_at > b.started_at
                  and n.status = 'ACCEPTED' and d.collection = c.collection
                  and (d.complete = 1 or coalesce(c.complete, 0) = 0))))
      order by b.started_at limit ?
      """;

  private final Jdbi writer;
  private final Pseudonyms pseudonyms;
  private final long before;

  /** One portion; how many rows it took away. */
  private interface Portion {
    int take(Connection connection) throws SQLException;
  }

  /**
   * @param before in microseconds
   */
  Pruning(Jdbi writer, Pseudonyms pseudonyms, long before) {
    this.writer = writer;
    this.pseudonyms = pseudonyms;
    this.before = before;
  }

  /**
   * @return how many movements were forgotten
   */
  long run() throws SQLException {
    whileFull(connection -> delete(connection, CONFLICTS));
    whileFull(this::batches);
    whileFull(connection -> delete(connection, BOUNDARIES));
    return movements();
  }

  private void whileFull(Portion portion) throws SQLException {
    int taken = AT_ONCE;
    while (taken == AT_ONCE && goesOn()) {
      taken = inTransaction(portion);
    }
  }

  private long movements() throws SQLException {
    PrunedMovements movements = new PrunedMovements(new Subjects(pseudonyms), before);
    PrunedMovements.Stretch stretch =
        writer.inTransaction(
            handle -> {
              PrunedBefore.raise(handle.getConnection(), before);
              return movements.stretch(handle.getConnection());
            });
    long forgotten = 0;
    for (long from = stretch.first() - 1; from < stretch.last() && goesOn(); from += AT_ONCE) {
      long behind = from;
      long upTo = Math.min(from + AT_ONCE, stretch.last());
      forgotten += inTransaction(connection -> movements.forget(connection, behind, upTo));
    }
    return forgotten;
  }

  /** Whoever closes the store does not wait for all of it. */
  private static boolean goesOn() {
    return !Thread.currentThread().isInterrupted();
  }

  private int inTransaction(Portion portion) throws SQLException {
    return writer.inTransaction(handle -> portion.take(handle.getConnection()));
  }

  private int delete(Connection connection, String sql) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setLong(1, before);
      delete.setInt(2, AT_ONCE);
      return delete.executeUpdate();
    }
  }

  private int batches(Connection connection) throws SQLException {
    List<LogEntry.Unreported> old = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(BATCHES)) {
      select.setLong(1, before);
      select.setInt(2, AT_ONCE);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          old.add(new LogEntry.Unreported(rows.getString(1), rows.getString(2)));
        }
      }
    }
    new BatchTable(connection).forget(old);
    return old.size();
  }
}
