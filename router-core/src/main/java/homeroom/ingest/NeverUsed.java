package homeroom.ingest;

import homeroom.log.LogReading;
import homeroom.schema.Movement;
import homeroom.schema.Quarantined;
import homeroom.wire.QuarantineNotes;
import homeroom.wire.Topics;
import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which rows of a source were rejected when they came, and not taken in by another reading since.
 * What the log does not hold any more is not among them.
 */
record NeverUsed(Set<Row> rows) {

  private static final String NOTES = QuarantineNotes.ENTRY + "/";
  private static final String BATCHES = QuarantineNotes.BATCH + "/";

  /** A row of a kept file. */
  record Row(String batch, String place) {}

  NeverUsed {
    rows = Set.copyOf(rows);
  }

  /**
   * @param consumers makes one for each topic
   */
  static NeverUsed since(
      Instant time, Topics topics, String system, Supplier<Consumer<byte[], byte[]>> consumers) {
    Map<String, Row> rejected = new HashMap<>();
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      LogReading.since(
          consumer,
          topics.quarantine(),
          time,
          message -> {
            if (message.value() != null && key(message).startsWith(system + "/")) {
              rejected(WireFormat.decode(message.value(), Quarantined.class), rejected);
            }
          });
    }
    Set<String> again = new HashSet<>();
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      LogReading.since(
          consumer,
          topics.movements(),
          time,
          message -> {
            if (message.value() != null && isNote(key(message))) {
              takenAgain(WireFormat.decode(message.value(), Movement.class), again);
            }
          });
    }
    return of(rejected, again);
  }

  private static NeverUsed of(Map<String, Row> rejected, Set<String> again) {
    Set<Row> never = new HashSet<>(rejected.values());
    rejected.forEach(
        (id, row) -> {
          if (again.contains(id) || again.contains(row.batch())) {
            never.remove(row);
          }
        });
    return new NeverUsed(never);
  }

  private static void rejected(Quarantined entry, Map<String, Row> rows) {
    if (entry.getBatch() != null) {
      rows.put(entry.getQuarantineId(), new Row(entry.getBatch(), entry.getPlace()));
    }
  }

  private static void takenAgain(Movement note, Set<String> ids) {
    switch (String.valueOf(note.getCode())) {
      case QuarantineNotes.RESOLVED ->
          ids.add(note.getKey().substring(note.getKey().indexOf('-') + 1));
      case QuarantineNotes.BATCH_REPLAYED -> ids.add(note.getKey());
      default -> {}
    }
  }

  private static boolean isNote(String key) {
    return key.startsWith(NOTES) || key.startsWith(BATCHES);
  }

  private static String key(ConsumerRecord<byte[], byte[]> message) {
    return message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
  }
}
