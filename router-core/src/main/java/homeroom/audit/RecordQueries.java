package homeroom.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * Looks up what is true and what each system holds. Gives values, as else only the conflicts of one
 * record do.
 */
public final class RecordQueries {

  private static final String SELECT =
      "select g.*, s.record, s.natural_key from golden g join subjects s on s.id = g.subject";

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
                .createQuery(SELECT + " where s.record = :record")
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
            .when(cursor.map(Cursors::number), "after", "g.subject > :after");
    List<Numbered> found =
        database.withHandle(
            handle ->
                conditions.list(
                    handle,
                    SELECT + conditions.where() + " order by g.subject limit :limit",
                    limit + 1,
                    (row, _) -> new Numbered(row.getLong("subject"), read(row))));
    List<RecordEntry> entries = found.stream().limit(limit).map(Numbered::entry).toList();
    boolean more = found.size() > limit;
    return new Page<>(
        entries,
        more ? Optional.of(Cursors.write(found.get(limit - 1).subject())) : Optional.empty());
  }

  /**
   * Records of one entity, those that are gone as well, by their keys.
   *
   * @param key the one before; empty to begin with the first
   */
  public List<RecordEntry> after(String entity, Optional<String> key, int limit) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + " where s.entity = :entity and s.natural_key > :after"
                        + " order by s.natural_key limit :limit")
                .bind("entity", entity)
                .bind("after", key.orElse(""))
                .bind("limit", limit)
                .map((row, _) -> read(row))
                .list());
  }

  /**
   * Several records; one that was never heard of is missing.
   *
   * @param records their pseudonyms
   */
  public List<RecordEntry> find(Collection<String> records) {
    if (records.isEmpty()) {
      return List.of();
    }
    return database.withHandle(
        handle ->
            handle
                .createQuery(SELECT + " where s.record in (<records>)")
                .bindList("records", List.copyOf(records))
                .map((row, _) -> read(row))
                .list());
  }

  /**
   * How a system stands with several records, by their pseudonyms; one that it was never to be told
   * is missing.
   */
  public Map<String, Holding> holdings(String system, Collection<String> records) {
    if (records.isEmpty()) {
      return Map.of();
    }
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    "select h.*, s.record from holdings h join subjects s on s.id = h.subject"
                        + " where h.system = :system and s.record in (<records>)")
                .bind("system", system)
                .bindList("records", List.copyOf(records))
                .map((row, _) -> Map.entry(row.getString("record"), HoldingTable.read(row)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private record Numbered(long subject, RecordEntry entry) {}

  /** Whose pseudonym this is; empty if no record has it, or the record was forgotten. */
  public Optional<Subject> subject(String record) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    "select record, entity, natural_key from subjects"
                        + " where record = :record and natural_key is not null")
                .bind("record", record)
                .map(
                    (row, _) ->
                        new Subject(
                            row.getString(1), row.getString(2), Optional.of(row.getString(3))))
                .findOne());
  }

  /**
   * What is waited for, as people know it.
   *
   * @param waited {@code entity~pseudonym} or {@code after:system}
   * @return {@code entity/key} by what was given; what leads nowhere is missing
   */
  public Map<String, String> names(Collection<String> waited) {
    List<String> pseudonyms =
        waited.stream()
            .filter(name -> name.indexOf('~') > 0)
            .map(name -> name.substring(name.indexOf('~') + 1))
            .distinct()
            .toList();
    if (pseudonyms.isEmpty()) {
      return Map.of();
    }
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    "select entity || '~' || record, entity || '/' || natural_key from subjects"
                        + " where natural_key is not null and record in (<pseudonyms>)")
                .bindList("pseudonyms", pseudonyms)
                .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** How each system stands with a record, by the systems' names. */
  public List<Holding> holdings(String record) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    "select "
                        + HoldingTable.COLUMNS
                        + " from holdings where subject = (select id from subjects where record ="
                        + " :record) order by system")
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
