package homeroom.app.backup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Copies stores that are SQLite files. */
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

  /**
   * Copies what a consumer is to find in its next files. A file that was made and is not in place
   * is not among it: what stands in it is in the next one.
   *
   * @throws BackupFailure if SQLite cannot
   */
  static void makeOfOutbox(Path outbox, Path copy) throws BackupFailure {
    String from = "jdbc:sqlite:" + outbox + "?busy_timeout=30000";
    try (Connection connection = DriverManager.getConnection(from);
        PreparedStatement vacuum = connection.prepareStatement("vacuum into ?")) {
      vacuum.setString(1, copy.toString());
      vacuum.execute();
      try (Connection copied = DriverManager.getConnection("jdbc:sqlite:" + copy);
          Statement tidying = copied.createStatement()) {
        tidying.execute(
            "delete from passage where parcel in (select id from parcel where placed is null)");
        tidying.execute("delete from parcel where placed is null");
      }
    } catch (SQLException failed) {
      throw new BackupFailure(
          "BACKUP_OUTBOX",
          "copying "
              + outbox
              + ", from which files are written, did not work; SQLite's code is "
              + failed.getErrorCode(),
          "see that there is room beside the backup; a store that is damaged can be deleted while"
              + " the hub is stopped, and is filled again by homeroom resync SYSTEM --rebuilt",
          failed);
    }
  }
}
