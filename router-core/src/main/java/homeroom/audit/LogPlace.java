package homeroom.audit;

import java.sql.SQLException;

/**
 * Where a message lies in its topic.
 *
 * @param offset in the partition
 */
record LogPlace(int partition, long offset) {

  /** The first place of all. */
  static final LogPlace START = new LogPlace(0, 0);

  /** The last two columns of a row. */
  static Rows write(Rows rows, LogPlace place) throws SQLException {
    return rows.number(place.partition()).number(place.offset());
  }
}
