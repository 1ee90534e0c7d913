package homeroom.app.chaos;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Somebody who holds a database so that nobody else can write. Thread-safe. */
final class Lock {

  private final Path database;
  private @Nullable Connection held;

  Lock(Path database) {
    this.database = database;
  }

  synchronized void take() {
    try {
      Connection connection =
          DriverManager.getConnection("jdbc:sqlite:" + database + "?busy_timeout=60000");
      held = connection;
      try (Statement statement = connection.createStatement()) {
        statement.execute("begin immediate");
      }
    } catch (SQLException unusable) {
      throw new IllegalStateException("the database cannot be locked", unusable);
    }
  }

  synchronized void release() {
    if (held != null) {
      try {
        held.close();
      } catch (SQLException ended) {
        // The lock ends with the connection in any case.
      }
      held = null;
    }
  }
}
