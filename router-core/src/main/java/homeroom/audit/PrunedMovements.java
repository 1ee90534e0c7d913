package homeroom.audit;

import homeroom.schema.Movement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Forgets movements from before a time, from the first on, and keeps what they came to ({@link
 * Standing#PRUNED}). Of one record only movements go that no kept one comes before, so that those
 * that stay can be followed from there. For one walk, by one thread.
 */
final class PrunedMovements {

  /** What a system told of an id of its own that no record is known to have waits, however long. */
  private static final String READ =
      StoredMovement.COLUMNS
          + " where m.seq > ? and m.seq <= ? and (coalesce(m.code, '') <> 'OWN_ID_UNKNOWN'"
          + " or exists (select 1 from movements r where r.subject = m.subject"
          + " and r.code = 'OWN_ID_KNOWN' and r.seq > m.seq)) order by m.seq";

  private final Subjects subjects;
  private final long before;
  private final Set<Long> kept = new HashSet<>();

  /**
   * @param before in microseconds
   */
  PrunedMovements(Subjects subjects, long before) {
    this.subjects = subjects;
    this.before = before;
  }

  /**
   * Where the first and the last movement from before the time stand.
   *
   * @param last less than first if there is none
   */
  record Stretch(long first, long last) {}

  Stretch stretch(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select coalesce((select min(seq) from movements), 1),"
                + " coalesce((select max(seq) from movements where at < ?), 0)")) {
      select.setLong(1, before);
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return new Stretch(rows.getLong(1), rows.getLong(2));
      }
    }
  }

  /**
   * Forgets those behind one number up to another; such stretches follow each other.
   *
   * @return how many there were
   */
  int forget(Connection connection, long behind, long upTo) throws SQLException {
    List<Long> gone = new ArrayList<>();
    List<StoredMovement> followed = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(READ)) {
      select.setLong(1, behind);
      select.setLong(2, upTo);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          if (goes(rows.getLong("subject"), rows.getLong("at"))) {
            gone.add(rows.getLong("seq"));
            if (rows.getString("natural_key") != null) {
              followed.add(StoredMovement.read(rows));
            }
          }
        }
      }
    }
    follow(connection, followed);
    delete(connection, gone);
    return gone.size();
  }

  private boolean goes(long subject, long at) {
    if (at >= before) {
      kept.add(subject);
    }
    return !kept.contains(subject);
  }

  private void follow(Connection connection, List<StoredMovement> movements) throws SQLException {
    Map<String, List<Movement>> byRecord = StoredMovement.byRecord(movements);
    byRecord.keySet().forEach(subjects::meet);
    subjects.resolve(connection);
    new HoldingTable(connection, subjects, UnaryOperator.identity(), Standing.PRUNED)
        .project(byRecord);
    subjects.rolledBack();
  }

  private static void delete(Connection connection, List<Long> gone) throws SQLException {
    try (Rows rows = new Rows(connection, "delete from movements where seq = ?")) {
      for (long seq : gone) {
        rows.number(seq).add();
      }
      rows.finish();
    }
  }
}
