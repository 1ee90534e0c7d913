package homeroom.app.backup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Copies a query store that is a SQLite file. */
final class StoreCopy {

  private StoreCopy() {}

  /**
   * Copies the store as it is at one moment, while others read and write.
   *
   * @throws BackupFailure if SQLite cannot
   */
  static void make(Path store, Path copy) throws BackupFailure {
    String url = "jdbc:sqlite:" + store + "?busy_timeout=30000";
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement vacuum = connection.prepareStatement("vacuum into ?")) {
      vacuum.setString(1, copy.toString());
      vacuum.execute();
    } catch (SQLException failed) {
      throw new BackupFailure(
          "BACKUP_STORE",
          "copying the query store did not work; SQLite's code is " + failed.getErrorCode(),
          "see that there is room beside the backup; a store that is damaged can be deleted while"
              + " the hub is stopped, and is filled again from the log",
          failed);
    }
  }
}
