package homeroom.audit;

import homeroom.planning.FirstContact;
import homeroom.schema.Movement;
import homeroom.wire.QuarantineNotes;
import homeroom.wire.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;

/**
 * Brings a store that has read further than the log reaches back to where the log ends.
 *
 * <p>Movements are appended, so those from behind the end are taken away, and what was concluded
 * from the movements of their records is concluded anew from those that stay, also from ones that
 * the log does not hold any more, and from what was left of those that were pruned. Of other topics
 * only the newest message of each key counts: what came from behind the end is taken away, and the
 * topic is read again. What was forgotten stays forgotten.
 */
final class StoreRollback {

  private static final int AT_ONCE = 1_000;
  private static final long MICROS_OF_AN_HOUR = 3_600_000_000L;

  private final Connection connection;
  private final Topics topics;
  private final Subjects subjects;
  private final Map<TopicPartition, Long> ends;

  /**
   * @param ends where each partition ends; one that is not named is empty
   */
  StoreRollback(
      Connection connection, Topics topics, Subjects subjects, Map<TopicPartition, Long> ends) {
    this.connection = connection;
    this.topics = topics;
    this.subjects = subjects;
    this.ends = ends;
  }

  /**
   * @return how many movements were taken away
   */
  int run() throws SQLException {
    Map<TopicPartition, Long> ahead = new HashMap<>();
    new OffsetTable(connection)
        .read()
        .forEach(
            (partition, next) -> {
              if (next > end(partition)) {
                ahead.put(partition, end(partition));
              }
            });
    keyed(ahead, topics.records(), "golden", "record_keys");
    keyed(ahead, topics.conflicts(), "conflicts");
    keyed(ahead, topics.batches(), "batches");
    keyed(ahead, topics.quarantine(), "quarantine");
    keyed(ahead, topics.alerts(), "alerts");
    for (String table : BatchTable.PARTS) {
      execute(
          "delete from %s where not exists (select 1 from batches b where b.system = %s.system"
                  .formatted(table, table)
              + " and b.batch_id = %s.batch_id)".formatted(table));
    }
    ahead.keySet().removeIf(partition -> !partition.topic().equals(topics.movements()));
    int taken = movements(ahead);
    new OffsetTable(connection).write(ahead);
    return taken;
  }

  private long end(TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }

  private void keyed(Map<TopicPartition, Long> ahead, String topic, String... tables)
      throws SQLException {
    List<TopicPartition> partitions =
        ahead.keySet().stream().filter(it -> it.topic().equals(topic)).toList();
    for (TopicPartition partition : partitions) {
      for (String table : tables) {
        forgetBehind(table, partition);
      }
    }
    if (!partitions.isEmpty()) {
      try (Rows rows = new Rows(connection, "delete from log_offsets where topic = ?")) {
        rows.text(topic).add();
        rows.finish();
      }
    }
  }

  private void forgetBehind(String table, TopicPartition partition) throws SQLException {
    try (Rows rows =
        new Rows(
            connection, "delete from " + table + " where log_partition = ? and log_offset >= ?")) {
      rows.number(partition.partition()).number(end(partition)).add();
      rows.finish();
    }
  }

  private int movements(Map<TopicPartition, Long> ahead) throws SQLException {
    List<Long> gone = new ArrayList<>();
    Set<Long> records = new TreeSet<>();
    Set<Long> hours = new TreeSet<>();
    for (TopicPartition partition : ahead.keySet()) {
      try (PreparedStatement select =
          connection.prepareStatement(
              "select seq, subject, at, code from movements"
                  + " where log_partition = ? and log_offset >= ?")) {
        select.setInt(1, partition.partition());
        select.setLong(2, end(partition));
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            gone.add(rows.getLong("seq"));
            records.add(rows.getLong("subject"));
            if (FirstContact.of(Optional.ofNullable(rows.getString("code"))).isPresent()) {
              hours.add(FirstContactTable.hour(rows.getLong("at")));
            }
          }
        }
      }
    }
    delete("movements", "seq", gone);
    for (TopicPartition partition : ahead.keySet()) {
      forgetBehind("boundaries", partition);
    }
    List<Long> all = List.copyOf(records);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      concludeAnew(all.subList(from, Math.min(from + AT_ONCE, all.size())));
    }
    if (!all.isEmpty()) {
      execute("delete from holding_counts");
      execute(
          "insert into holding_counts (system, entity, state, records)"
              + " select system, entity, state, count(*) from holdings"
              + " group by system, entity, state");
    }
    for (long hour : hours) {
      countAnew(hour);
    }
    return gone.size();
  }

  private void concludeAnew(List<Long> records) throws SQLException {
    delete("holdings", "subject", records);
    delete("refusals", "subject", records);
    goBack(Standing.PRUNED.holdings(), Standing.NOW.holdings(), HoldingTable.COLUMNS, records);
    goBack(Standing.PRUNED.refusals(), Standing.NOW.refusals(), RefusalTable.COLUMNS, records);
    forgetEnds(records);
    List<StoredMovement> stay = new ArrayList<>();
    LookUp.rows(
        connection,
        StoredMovement.COLUMNS + " where s.natural_key is not null and m.subject in",
        records,
        row -> stay.add(StoredMovement.read(row)));
    // The group that is filled up with the last record finds that one's rows once.
    stay.sort(Comparator.comparingLong(StoredMovement::seq));
    Map<String, List<Movement>> byRecord = StoredMovement.byRecord(stay);
    byRecord.keySet().forEach(subjects::meet);
    subjects.resolve(connection);
    new HoldingTable(connection, subjects, UnaryOperator.identity(), Standing.NOW)
        .project(byRecord);
    new QuarantineEnds(connection).write(stay.stream().map(StoredMovement::movement).toList());
    subjects.rolledBack();
  }

  /** To how it was behind the movements that were pruned. */
  private void goBack(String from, String to, String columns, List<Long> records)
      throws SQLException {
    try (Rows rows =
        new Rows(
            connection,
            "insert into %s (%s) select %s from %s where subject = ?"
                .formatted(to, columns, columns, from))) {
      for (long record : records) {
        rows.number(record).add();
      }
      rows.finish();
    }
  }

  /** What people said of entries of the quarantine, as far as the movements of it are there. */
  private void forgetEnds(List<Long> records) throws SQLException {
    List<String> entries = new ArrayList<>();
    LookUp.rows(
        connection,
        "select natural_key from subjects where entity = '"
            + QuarantineNotes.ENTRY
            + "' and natural_key is not null and id in",
        records,
        row -> entries.add(row.getString(1)));
    long pruned = PrunedBefore.read(connection);
    try (Rows rows =
        new Rows(connection, "delete from quarantine_ends where entry_id = ? and at >= ?")) {
      for (String entry : entries) {
        rows.text(entry).number(pruned).add();
      }
      rows.finish();
    }
  }

  private void countAnew(long hour) throws SQLException {
    try (Rows rows = new Rows(connection, "delete from first_contacts where hour = ?")) {
      rows.number(hour).add();
      rows.finish();
    }
    List<Movement> counted = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            StoredMovement.COLUMNS
                + " where m.at >= ? and m.at < ? and m.code is not null"
                + " and s.natural_key is not null order by m.seq")) {
      select.setLong(1, hour * MICROS_OF_AN_HOUR);
      select.setLong(2, (hour + 1) * MICROS_OF_AN_HOUR);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          StoredMovement one = StoredMovement.read(rows);
          subjects.meet(one.record());
          counted.add(one.movement());
        }
      }
    }
    subjects.resolve(connection);
    new FirstContactTable(connection, subjects).add(counted);
    subjects.rolledBack();
  }

  private void delete(String table, String column, List<Long> keys) throws SQLException {
    try (Rows rows = new Rows(connection, "delete from " + table + " where " + column + " = ?")) {
      for (long key : keys) {
        rows.number(key).add();
      }
      rows.finish();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
