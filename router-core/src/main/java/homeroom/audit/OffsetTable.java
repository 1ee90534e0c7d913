package homeroom.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** How far each partition has been read; written in the transaction of the rows. */
final class OffsetTable {

  private final Connection connection;

  OffsetTable(Connection connection) {
    this.connection = connection;
  }

  Map<TopicPartition, Long> read() throws SQLException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "select topic, partition_number, next_offset from log_offsets");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        offsets.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
      }
    }
    return offsets;
  }

  void write(Map<TopicPartition, Long> offsets) throws SQLException {
    try (Rows rows =
        new Rows(
            connection,
            "insert into log_offsets (topic, partition_number, next_offset) values (?, ?, ?)"
                + " on conflict (topic, partition_number)"
                + " do update set next_offset = excluded.next_offset")) {
      for (Map.Entry<TopicPartition, Long> offset : offsets.entrySet()) {
        rows.text(offset.getKey().topic())
            .number(offset.getKey().partition())
            .number(offset.getValue().longValue())
            .add();
      }
      rows.finish();
    }
  }
}
