package homeroom.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Up to when movements may have been pruned; what is younger is whole. */
final class PrunedBefore {

  /** As an expression, in microseconds; 0 if nothing was ever pruned. */
  static final String MICROS =
      "coalesce((select cast(value as bigint) from store_properties"
          + " where name = 'pruned-before'), 0)";

  private PrunedBefore() {}

  static long read(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("select " + MICROS);
        ResultSet rows = select.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Says so before the first movement goes; it never goes back. */
  static void raise(Connection connection, long micros) throws SQLException {
    if (micros > read(connection)) {
      try (Rows rows =
          new Rows(
              connection,
              "insert into store_properties (name, value) values ('pruned-before', ?)"
                  + " on conflict (name) do update set value = excluded.value")) {
        rows.text(Long.toString(micros)).add();
        rows.finish();
      }
    }
  }
}
