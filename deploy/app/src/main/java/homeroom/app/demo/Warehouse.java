package homeroom.app.demo;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The warehouse, as somebody with a query sees it. */
final class Warehouse {

  private Warehouse() {}

  /** The first cell of an answer; empty if there is none yet. */
  static String text(Day day, String query, String... values) throws IOException {
    try (Connection warehouse =
            DriverManager.getConnection(
                "jdbc:sqlite:" + day.outside().warehouse() + "?busy_timeout=60000");
        PreparedStatement asked = warehouse.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) {
        asked.setString(i + 1, values[i]);
      }
      try (ResultSet rows = asked.executeQuery()) {
        String text = rows.next() ? rows.getString(1) : null;
        return text == null ? "" : text;
      }
    } catch (SQLException unreadable) {
      // The hub makes a table, and a column, when the first value for it comes.
      if (String.valueOf(unreadable.getMessage()).contains("no such ")) {
        return "";
      }
      throw new IOException("the warehouse cannot be read", unreadable);
    }
  }
}
