package homeroom.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Finds the rows of many keys. The statement is prepared once and asked again for each group of
 * keys, because preparing one with many places is a good part of what finding the rows costs.
 */
final class LookUp {

  private static final int AT_ONCE = 100;

  /** Takes one row. */
  interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  private LookUp() {}

  /**
   * @param select up to the list of keys: {@code select … where column in}
   * @param keys texts or whole numbers
   */
  static void rows(Connection connection, String select, List<?> keys, Reader reader)
      throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    int places = Math.min(AT_ONCE, keys.size());
    String sql = select + " (" + "?, ".repeat(places - 1) + "?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int from = 0; from < keys.size(); from += places) {
        for (int i = 0; i < places; i++) {
          // The last group is filled up with the last key; a key asked for twice is found once.
          statement.setObject(i + 1, keys.get(Math.min(from + i, keys.size() - 1)));
        }
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            reader.read(rows);
          }
        }
      }
    }
  }
}
