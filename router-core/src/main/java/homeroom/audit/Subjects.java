package homeroom.audit;

import homeroom.api.RecordKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The records that a portion of the log names, and the table that leads from a pseudonym back to a
 * natural key. For one thread.
 */
final class Subjects {

  private static final int REMEMBERED = 200_000;

  private final Pseudonyms pseudonyms;
  private final Map<String, String> names = new RecentlyUsed();
  private final Map<String, String> fresh = new LinkedHashMap<>();
  private final Set<String> forgotten = new HashSet<>();

  Subjects(Pseudonyms pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  /** The pseudonym of {@code entity/key}; the pair is written with the next {@link #write}. */
  String name(String record) {
    String known = names.get(record);
    if (known != null) {
      return known;
    }
    return fresh.computeIfAbsent(record, pseudonyms::of);
  }

  String name(String entity, String key) {
    return name(entity + "/" + key);
  }

  /** The pseudonym together with the entity, as it stands among what is waited for. */
  String nameWithEntity(String record) {
    return RecordKey.parse(record).entity() + "~" + name(record);
  }

  /** Takes the natural key of a forgotten record away with the next {@link #write}. */
  String forget(RecordKey record) {
    String pseudonym = pseudonyms.of(record);
    names.remove(record.toString());
    fresh.remove(record.toString());
    forgotten.add(pseudonym);
    return pseudonym;
  }

  void write(Connection connection) throws SQLException {
    try (Rows rows = new Rows(connection, "delete from subjects where record = ?")) {
      for (String pseudonym : forgotten) {
        rows.text(pseudonym).add();
      }
      rows.finish();
    }
    try (Rows rows =
        new Rows(
            connection,
            "insert into subjects (record, entity, natural_key) values (?, ?, ?)"
                + " on conflict (record) do nothing")) {
      for (Map.Entry<String, String> pair : fresh.entrySet()) {
        RecordKey record = RecordKey.parse(pair.getKey());
        rows.text(pair.getValue()).text(record.entity()).text(record.key()).add();
      }
      rows.finish();
    }
  }

  /** What was written is in the database for good and need not be written again. */
  void committed() {
    names.putAll(fresh);
    fresh.clear();
    forgotten.clear();
  }

  /** What was written did not stay. */
  void rolledBack() {
    fresh.clear();
    forgotten.clear();
  }

  private static final class RecentlyUsed extends LinkedHashMap<String, String> {
    RecentlyUsed() {
      super(1_024, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
      return size() > REMEMBERED;
    }
  }
}
