package homeroom.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Looks movements up, the newest first. */
public final class MovementQueries {

  private final Jdbi database;

  MovementQueries(Jdbi database) {
    this.database = database;
  }

  /**
   * @param cursor of the page before; empty for the first
   * @param limit how many at most
   * @throws StoreFailure if the cursor is not one of this store
   */
  public Page<MovementEntry> find(MovementFilter filter, Optional<String> cursor, int limit) {
    Conditions conditions = conditions(filter);
    cursor
        .map(Cursors::place)
        .ifPresent(
            place ->
                conditions
                    .bind("at", place.at())
                    .bind("seq", place.number())
                    .and("(m.at < :at or (m.at = :at and m.seq < :seq))"));
    String sql =
        "select m.*, s.record, s.natural_key from movements m join subjects s on s.id = m.subject"
            + conditions.where()
            + " order by m.at desc, m.seq desc limit :limit";
    List<MovementEntry> found =
        database.withHandle(
            handle -> conditions.list(handle, sql, limit + 1, (row, _) -> read(row)));
    return page(found, limit);
  }

  /**
   * How many movements of each kind there are. Looks at all of them: for reports, not for watching.
   */
  public List<Total> totals() {
    String sql =
        "select outcome, system, coalesce(effect, '') as effect, count(*) as movements,"
            + " count(distinct cause) as causes from movements"
            + " group by outcome, system, coalesce(effect, '') order by 1, 2, 3";
    return database.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .map(
                    (row, _) ->
                        new Total(
                            row.getString("outcome"),
                            row.getString("system"),
                            row.getString("effect"),
                            row.getLong("movements"),
                            row.getLong("causes")))
                .list());
  }

  /**
   * Movements of one kind.
   *
   * @param effect of a delivery; empty text for what is none
   * @param causes how many events, receipts or commands they follow from
   */
  public record Total(String outcome, String system, String effect, long movements, long causes) {}

  private static Page<MovementEntry> page(List<MovementEntry> found, int limit) {
    if (found.size() <= limit) {
      return new Page<>(found, Optional.empty());
    }
    MovementEntry last = found.get(limit - 1);
    return new Page<>(
        found.subList(0, limit), Optional.of(Cursors.write(Micros.of(last.at()), last.seq())));
  }

  /**
   * A record has few movements and an outcome has millions, so once the record is known the other
   * conditions are written in a way that keeps the database from starting with their indexes.
   */
  private static Conditions conditions(MovementFilter filter) {
    boolean byRecord = filter.record().isPresent();
    String system = byRecord ? "coalesce(m.system, '') = :system" : "m.system = :system";
    String outcome = byRecord ? "coalesce(m.outcome, '') = :outcome" : "m.outcome = :outcome";
    return new Conditions()
        .when(
            filter.record(),
            "record",
            "m.subject = (select id from subjects where record = :record)")
        .when(filter.entity(), "entity", "m.entity = :entity")
        .when(filter.system(), "system", system)
        .when(filter.outcome().map(Enum::name), "outcome", outcome)
        .when(filter.cause(), "cause", "m.cause = :cause")
        .when(filter.from().map(Micros::of), "from", "m.at >= :from")
        .when(filter.to().map(Micros::of), "to", "m.at < :to");
  }

  static MovementEntry read(ResultSet row) throws SQLException {
    String fields = row.getString("fields");
    return new MovementEntry(
        row.getLong("seq"),
        row.getString("movement_id"),
        new Subject(
            row.getString("record"),
            row.getString("entity"),
            Optional.ofNullable(row.getString("natural_key"))),
        row.getString("outcome"),
        row.getString("system"),
        row.getString("cause"),
        Optional.ofNullable(row.getString("delivery")),
        row.getLong("version"),
        fields == null ? List.of() : List.of(fields.split(",")),
        SentText.read(row.getString("sent")),
        Optional.ofNullable(row.getString("effect")),
        Optional.ofNullable(row.getString("code")),
        Optional.ofNullable(row.getString("detail")),
        Optional.ofNullable(row.getString("batch")),
        row.getInt("attempts"),
        Micros.toInstant(row.getLong("at")),
        row.getString("configuration"),
        Optional.ofNullable(row.getString("category")),
        Optional.ofNullable(row.getString("status")),
        Optional.ofNullable(row.getString("request_id")));
  }
}
