package homeroom.app;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** In a file. */
final class SqliteHistoryTest extends HistoryCase {

  @Override
  String warehouseAt(Path data) {
    return "url: jdbc:sqlite:${data}/warehouse.db";
  }

  @Override
  String table() {
    return "pass_history";
  }

  @Override
  Connection warehouse() throws SQLException {
    Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + data().resolve("warehouse.db"));
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  void lock(Statement statement) throws SQLException {
    statement.executeUpdate("update pass_history set route = route");
  }
}
