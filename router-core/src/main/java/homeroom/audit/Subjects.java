package homeroom.audit;

import homeroom.api.RecordKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives the records that a portion of the log names their numbers. First every record of the
 * portion is {@linkplain #meet met}, then all are {@linkplain #resolve looked up} at once, then
 * their numbers can be asked for. For one thread.
 */
final class Subjects {

  private static final int REMEMBERED = 200_000;

  /**
   * A record and the number it has.
   *
   * @param keyed whether its natural key stands in the table
   */
  private record Known(String pseudonym, long id, boolean keyed) {}

  private final Pseudonyms pseudonyms;
  private final Map<String, Known> remembered = new RecentlyUsed();
  private final Map<String, String> met = new LinkedHashMap<>();
  private final Map<String, Known> known = new HashMap<>();
  private final Set<String> fresh = new LinkedHashSet<>();

  Subjects(Pseudonyms pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  /** Says that the record {@code entity/key} occurs in the portion. */
  void meet(String record) {
    if (!met.containsKey(record)) {
      Known before = remembered.get(record);
      met.put(record, before == null ? pseudonyms.of(record) : before.pseudonym());
      Optional.ofNullable(before).ifPresent(it -> known.put(record, it));
    }
  }

  /** Finds the numbers of all records that were met, and gives new ones to those without. */
  void resolve(Connection connection) throws SQLException {
    List<String> missing = met.keySet().stream().filter(it -> !known.containsKey(it)).toList();
    Map<String, Known> stored = stored(connection, missing);
    long last = lastId(connection);
    List<String> unkeyed = new ArrayList<>();
    for (String record : missing) {
      Known found = stored.get(met.get(record));
      if (found == null) {
        fresh.add(record);
        known.put(record, new Known(met.get(record), ++last, true));
      } else {
        known.put(record, found);
      }
    }
    known.forEach(
        (record, subject) -> {
          if (!subject.keyed()) {
            unkeyed.add(record);
          }
        });
    insert(connection, fresh);
    giveKeysBack(connection, unkeyed);
  }

  /** Whether no table can hold anything of the record, because its number was given just now. */
  boolean isNew(String record) {
    return fresh.contains(record);
  }

  long id(String record) {
    return subject(record).id();
  }

  String pseudonym(String record) {
    return subject(record).pseudonym();
  }

  /** The pseudonym together with the entity, as it stands among what is waited for. */
  String name(String record) {
    return RecordKey.parse(record).entity() + "~" + subject(record).pseudonym();
  }

  private Known subject(String record) {
    Known subject = known.get(record);
    if (subject == null) {
      throw new IllegalStateException("a record was not met before it was asked for");
    }
    return subject;
  }

  /** Takes the natural key of a record away; its number and pseudonym stay with its movements. */
  void forget(Connection connection, List<String> records) throws SQLException {
    try (Rows rows = new Rows(connection, "update subjects set natural_key = null where id = ?")) {
      for (String record : records) {
        Known subject = subject(record);
        rows.number(subject.id()).add();
        known.put(record, new Known(subject.pseudonym(), subject.id(), false));
      }
      rows.finish();
    }
  }

  /** What was written is in the database for good. */
  void committed() {
    remembered.putAll(known);
    rolledBack();
  }

  /** What was written did not stay. */
  void rolledBack() {
    met.clear();
    known.clear();
    fresh.clear();
  }

  /** By pseudonym. */
  private Map<String, Known> stored(Connection connection, List<String> records)
      throws SQLException {
    Map<String, Known> found = new HashMap<>();
    LookUp.rows(
        connection,
        "select record, id, natural_key from subjects where record in",
        records.stream().map(met::get).toList(),
        row -> {
          boolean keyed = row.getString(3) != null;
          found.put(row.getString(1), new Known(row.getString(1), row.getLong(2), keyed));
        });
    return found;
  }

  /** The indexer is the only one that adds records, so the next number needs no sequence. */
  private static long lastId(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("select coalesce(max(id), 0) from subjects");
        ResultSet rows = select.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void insert(Connection connection, Collection<String> records) throws SQLException {
    try (Rows rows =
        new Rows(
            connection,
            "insert into subjects (id, record, entity, natural_key) values (?, ?, ?, ?)")) {
      for (String record : records) {
        RecordKey key = RecordKey.parse(record);
        Known subject = subject(record);
        rows.number(subject.id())
            .text(subject.pseudonym())
            .text(key.entity())
            .text(key.key())
            .add();
      }
      rows.finish();
    }
  }

  /** A record that was forgotten and comes again is known by its key again. */
  private void giveKeysBack(Connection connection, List<String> records) throws SQLException {
    try (Rows rows = new Rows(connection, "update subjects set natural_key = ? where id = ?")) {
      for (String record : records) {
        Known subject = subject(record);
        rows.text(RecordKey.parse(record).key()).number(subject.id()).add();
        known.put(record, new Known(subject.pseudonym(), subject.id(), true));
      }
      rows.finish();
    }
  }

  private static final class RecentlyUsed extends LinkedHashMap<String, Known> {
    RecentlyUsed() {
      super(1_024, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
      return size() > REMEMBERED;
    }
  }
}
