package homeroom.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Looks conflicts up, the newest first. */
public final class ConflictQueries {

  private final Jdbi database;

  ConflictQueries(Jdbi database) {
    this.database = database;
  }

  /**
   * Which conflicts are asked for; what is empty does not matter.
   *
   * @param system one of the two sides
   * @param field its name
   * @param rule the rule, as it is written down
   * @param waiting whether only those that wait for a person
   */
  public record Filter(
      Optional<String> record,
      Optional<String> entity,
      Optional<String> system,
      Optional<String> field,
      Optional<String> rule,
      boolean waiting,
      Optional<Instant> from,
      Optional<Instant> to) {

    /** All of one record. */
    public static Filter ofRecord(String record) {
      return new Filter(
          Optional.of(record),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty());
    }
  }

  public List<ConflictEntry> find(Filter filter, int limit) {
    Conditions conditions =
        new Conditions()
            .when(filter.record(), "record", "s.record = :record")
            .when(filter.entity(), "entity", "c.entity = :entity")
            .when(
                filter.system(),
                "system",
                "(c.held_system = :system or c.arrived_system = :system)")
            .when(filter.field(), "field", "c.field = :field")
            .when(filter.rule(), "rule", "c.rule = :rule")
            .when(Optional.of("").filter(_ -> filter.waiting()), "winner", "c.winner = :winner")
            .when(filter.from().map(Micros::of), "from", "c.decided_at >= :from")
            .when(filter.to().map(Micros::of), "to", "c.decided_at < :to");
    String sql =
        "select c.*, s.record, s.natural_key from conflicts c join subjects s on s.id = c.subject"
            + conditions.where()
            + " order by c.decided_at desc, c.conflict_id limit :limit";
    return database.withHandle(
        handle -> conditions.list(handle, sql, limit, (row, _) -> read(row)));
  }

  /** One conflict; empty if there is none of that id. */
  public Optional<ConflictEntry> find(String id) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    "select c.*, s.record, s.natural_key from conflicts c"
                        + " join subjects s on s.id = c.subject where c.conflict_id = :id")
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne());
  }

  private static ConflictEntry read(ResultSet row) throws SQLException {
    String rivals = row.getString("rivals");
    return new ConflictEntry(
        row.getString("conflict_id"),
        new Subject(
            row.getString("record"),
            row.getString("entity"),
            Optional.ofNullable(row.getString("natural_key"))),
        row.getString("field"),
        row.getString("held_system"),
        row.getString("arrived_system"),
        rivals.isEmpty() ? List.of() : List.of(rivals.split(",")),
        row.getString("rule"),
        row.getString("winner"),
        row.getString("action"),
        row.getString("configuration"),
        Micros.toInstant(row.getLong("decided_at")),
        row.getString("sides"));
  }
}
