package homeroom.audit;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Looks up what other keys records have, and which own ids are not known yet. */
public final class KeyQueries {

  private final Jdbi database;

  KeyQueries(Jdbi database) {
    this.database = database;
  }

  /**
   * The other keys of a record.
   *
   * @param record its pseudonym
   */
  public KeyEntry find(String record) {
    return database
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select moved_to, steps from record_keys where subject ="
                            + " (select id from subjects where record = :record)")
                    .bind("record", record)
                    .map((row, _) -> KeyTable.read(row.getString(1), row.getString(2)))
                    .findOne())
        .orElse(KeyEntry.NONE);
  }

  /** What systems told of ids of their own that no record is known to have, the oldest first. */
  public List<KeyEntry.Unresolved> unresolved(Optional<String> system, int limit) {
    Conditions conditions = new Conditions().when(system, "system", "m.system = :system");
    String where = conditions.where();
    return database.withHandle(
        handle ->
            conditions.list(
                handle,
                "select s.record, s.entity, s.natural_key, m.system, count(*) as events,"
                    + " min(m.at) as first_at, max(m.at) as last_at"
                    + " from movements m join subjects s on s.id = m.subject"
                    + (where.isEmpty() ? " where" : where + " and")
                    + " m.code = 'OWN_ID_UNKNOWN' and not exists (select 1 from movements"
                    + " r where r.subject = m.subject and r.code = 'OWN_ID_KNOWN'"
                    + " and r.seq > m.seq)"
                    + " group by s.record, s.entity, s.natural_key, m.system"
                    + " order by first_at, s.record limit :limit",
                limit,
                (row, _) ->
                    new KeyEntry.Unresolved(
                        new Subject(
                            row.getString("record"),
                            row.getString("entity"),
                            Optional.ofNullable(row.getString("natural_key"))),
                        row.getString("system"),
                        row.getLong("events"),
                        Micros.toInstant(row.getLong("first_at")),
                        Micros.toInstant(row.getLong("last_at")))));
  }
}
