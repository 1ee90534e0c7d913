package homeroom.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Looks up who was told of what, the newest first. */
public final class AlertQueries {

  private final Jdbi database;

  AlertQueries(Jdbi database) {
    this.database = database;
  }

  /**
   * @param name of the entry of {@code alerts:}; of all when empty
   * @param status of any when empty
   */
  public List<AlertEntry> find(Optional<String> name, Optional<String> status, int limit) {
    Conditions conditions =
        new Conditions()
            .when(name, "name", "name = :name")
            .when(status, "status", "status = :status");
    String sql =
        "select * from alerts"
            + conditions.where()
            + " order by opened_at desc, alert_id limit :limit";
    return database.withHandle(
        handle -> conditions.list(handle, sql, limit, (row, _) -> read(row)));
  }

  private static AlertEntry read(ResultSet row) throws SQLException {
    return new AlertEntry(
        row.getString("alert_id"),
        row.getString("name"),
        row.getString("channel"),
        row.getString("about"),
        row.getString("entity"),
        texts(row, "fields"),
        texts(row, "systems"),
        row.getString("reason"),
        row.getString("status"),
        row.getLong("occurrences"),
        Micros.toInstant(row.getLong("first_at")),
        Micros.toInstant(row.getLong("last_at")),
        texts(row, "examples"),
        Micros.toInstant(row.getLong("due_at")),
        row.getInt("attempts"),
        HoldingTable.time(row, "next_attempt_at"),
        HoldingTable.time(row, "ended_at"),
        Optional.ofNullable(row.getString("code")),
        Optional.ofNullable(row.getString("message")),
        Optional.ofNullable(row.getString("remedy")));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text.isEmpty() ? List.of() : List.of(text.split(","));
  }
}
