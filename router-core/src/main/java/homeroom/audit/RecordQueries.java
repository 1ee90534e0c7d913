package homeroom.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Looks up what is true and what each system holds. The only look-up that gives values. */
public final class RecordQueries {

  private static final String SELECT =
      "select g.*, s.natural_key from golden g left join subjects s on s.record = g.record";

  private final Jdbi database;

  RecordQueries(Jdbi database) {
    this.database = database;
  }

  /**
   * One record.
   *
   * @param record its pseudonym
   */
  public Optional<RecordEntry> find(String record) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(SELECT + " where g.record = :record")
                .bind("record", record)
                .map((row, _) -> read(row))
                .findOne());
  }

  /**
   * All records, or all of one entity, in an order that does not change.
   *
   * @throws StoreFailure if the cursor is not one of this store
   */
  public Page<RecordEntry> list(Optional<String> entity, Optional<String> cursor, int limit) {
    Conditions conditions =
        new Conditions()
            .when(entity, "entity", "g.entity = :entity")
            .when(cursor.map(Cursors::text), "after", "g.record > :after");
    List<RecordEntry> found =
        database.withHandle(
            handle ->
                conditions
                    .bindTo(
                        handle.createQuery(
                            SELECT + conditions.where() + " order by g.record limit :limit"))
                    .bind("limit", limit + 1)
                    .map((row, _) -> read(row))
                    .list());
    if (found.size() <= limit) {
      return new Page<>(found, Optional.empty());
    }
    String last = found.get(limit - 1).subject().record();
    return new Page<>(found.subList(0, limit), Optional.of(Cursors.write(last)));
  }

  /** Whose pseudonym this is; empty if no record has it, or the record was forgotten. */
  public Optional<Subject> subject(String record) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    "select record, entity, natural_key from subjects where record = :record")
                .bind("record", record)
                .map(
                    (row, _) ->
                        new Subject(
                            row.getString(1), row.getString(2), Optional.of(row.getString(3))))
                .findOne());
  }

  /** How each system stands with a record, by the systems' names. */
  public List<Holding> holdings(String record) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    "select "
                        + HoldingTable.COLUMNS
                        + " from holdings where record = :record order by system")
                .bind("record", record)
                .map((row, _) -> HoldingTable.read(row))
                .list());
  }

  private static RecordEntry read(ResultSet row) throws SQLException {
    return new RecordEntry(
        new Subject(
            row.getString("record"),
            row.getString("entity"),
            Optional.ofNullable(row.getString("natural_key"))),
        row.getLong("version"),
        row.getInt("present") == 1,
        GoldenJson.fields(row.getString("content")),
        row.getString("configuration"),
        Micros.toInstant(row.getLong("written_at")));
  }
}
