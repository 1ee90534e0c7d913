package homeroom.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What systems refuse: one row for each record and system that ever refused it. */
final class RefusalTable {

  static final String COLUMNS =
      "subject, system, entity, delivery, version, code, field, detail, attempts, state, since,"
          + " last_at, ended_at, note, category, status, request_id";

  private final Connection connection;
  private final String name;

  RefusalTable(Connection connection, Standing standing) {
    this.connection = connection;
    this.name = standing.refusals();
  }

  /** By number of the record and system. */
  Map<Long, Map<String, Refusal>> load(List<Long> subjects) throws SQLException {
    Map<Long, Map<String, Refusal>> found = new HashMap<>();
    LookUp.rows(
        connection,
        "select " + COLUMNS + " from " + name + " where subject in",
        subjects,
        row -> {
          Refusal refusal = read(row);
          found
              .computeIfAbsent(row.getLong("subject"), _ -> new LinkedHashMap<>())
              .put(refusal.system(), refusal);
        });
    return found;
  }

  void write(Map<Long, Collection<Refusal>> refusals) throws SQLException {
    String sql =
        "insert into "
            + name
            + " ("
            + COLUMNS
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (subject, system) do update set delivery = excluded.delivery,"
            + " version = excluded.version, code = excluded.code, field = excluded.field,"
            + " detail = excluded.detail, attempts = excluded.attempts, state = excluded.state,"
            + " since = excluded.since, last_at = excluded.last_at, ended_at = excluded.ended_at,"
            + " note = excluded.note, category = excluded.category, status = excluded.status,"
            + " request_id = excluded.request_id";
    try (Rows rows = new Rows(connection, sql)) {
      for (Map.Entry<Long, Collection<Refusal>> subject : refusals.entrySet()) {
        for (Refusal refusal : subject.getValue()) {
          add(rows.number(subject.getKey().longValue()), refusal);
        }
      }
      rows.finish();
    }
  }

  private static void add(Rows rows, Refusal refusal) throws SQLException {
    rows.text(refusal.system())
        .text(refusal.entity())
        .text(refusal.delivery())
        .number(refusal.version())
        .text(refusal.code())
        .text(refusal.field())
        .text(refusal.detail())
        .number(refusal.attempts())
        .text(refusal.state().name())
        .number(Micros.of(refusal.since()))
        .number(Micros.of(refusal.last()))
        .time(refusal.ended())
        .text(refusal.note())
        .text(refusal.said().category())
        .text(refusal.said().status())
        .text(refusal.said().requestId())
        .add();
  }

  /** Takes away all that is known of forgotten records. */
  void forget(List<Long> subjects) throws SQLException {
    try (Rows rows = new Rows(connection, "delete from " + name + " where subject = ?")) {
      for (long subject : subjects) {
        rows.number(subject).add();
      }
      rows.finish();
    }
  }

  private static Refusal read(ResultSet row) throws SQLException {
    return new Refusal(
        row.getString("system"),
        row.getString("entity"),
        Optional.ofNullable(row.getString("delivery")),
        row.getLong("version"),
        row.getString("code"),
        Optional.ofNullable(row.getString("field")),
        Optional.ofNullable(row.getString("detail")),
        new Refusal.Said(
            Optional.ofNullable(row.getString("category")),
            Optional.ofNullable(row.getString("status")),
            Optional.ofNullable(row.getString("request_id"))),
        row.getInt("attempts"),
        Refusal.State.valueOf(row.getString("state")),
        Micros.toInstant(row.getLong("since")),
        Micros.toInstant(row.getLong("last_at")),
        HoldingTable.time(row, "ended_at"),
        Optional.ofNullable(row.getString("note")));
  }
}
