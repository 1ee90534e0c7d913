package homeroom.audit;

import homeroom.api.RecordKey;
import homeroom.schema.AlertState;
import homeroom.schema.BatchReport;
import homeroom.schema.Boundary;
import homeroom.schema.Conflict;
import homeroom.schema.GoldenRecord;
import homeroom.schema.Movement;
import homeroom.schema.Quarantined;
import homeroom.wire.Topics;
import homeroom.wire.WireFormat;
import homeroom.wire.WireFormatException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns messages into entries. A message that cannot be read becomes an entry of the quarantine, so
 * that one bad message neither stops the store nor goes unseen.
 */
final class LogReader {

  private static final Logger log = LoggerFactory.getLogger(LogReader.class);

  private final Topics topics;

  LogReader(String tenant) {
    this.topics = new Topics(tenant);
  }

  /** The topics that the store is made of. */
  List<String> topics() {
    return List.of(
        topics.movements(),
        topics.records(),
        topics.conflicts(),
        topics.batches(),
        topics.quarantine(),
        topics.alerts());
  }

  Optional<LogEntry> read(ConsumerRecord<byte[], byte[]> message) {
    try {
      Optional<LogEntry> entry = entry(message);
      entry.ifPresent(LogReader::check);
      return entry;
    } catch (WireFormatException | IllegalArgumentException unreadable) {
      log.warn(
          "message cannot be read code=UNREADABLE_MESSAGE topic={} partition={} offset={} cause={}",
          message.topic(),
          message.partition(),
          message.offset(),
          unreadable.getClass().getSimpleName());
      return Optional.of(new LogEntry.Held(unreadable(message), place(message)));
    }
  }

  private Optional<LogEntry> entry(ConsumerRecord<byte[], byte[]> message) {
    String topic = message.topic().substring(topics.tenant().length() + 1);
    byte[] value = message.value();
    return value == null
        ? tombstone(topic, key(message))
        : Optional.of(
            switch (topic) {
              case "movements" -> moved(message);
              case "records" ->
                  new LogEntry.Became(
                      WireFormat.decode(value, GoldenRecord.class),
                      Instant.ofEpochMilli(message.timestamp()),
                      place(message));
              case "conflicts" ->
                  new LogEntry.Conflicted(WireFormat.decode(value, Conflict.class), place(message));
              case "batches" ->
                  new LogEntry.Reported(
                      WireFormat.decode(value, BatchReport.class), place(message));
              case "quarantine" ->
                  new LogEntry.Held(WireFormat.decode(value, Quarantined.class), place(message));
              case "alerts" ->
                  new LogEntry.Alerted(WireFormat.decode(value, AlertState.class), place(message));
              default -> throw new IllegalStateException("a topic that was not asked for");
            });
  }

  private static LogEntry moved(ConsumerRecord<byte[], byte[]> message) {
    byte[] value = message.value();
    return WireFormat.typeOf(value).equals(Boundary.class.getSimpleName())
        ? new LogEntry.Passed(
            WireFormat.decode(value, Boundary.class),
            Instant.ofEpochMilli(message.timestamp()),
            place(message))
        : new LogEntry.Moved(WireFormat.decode(value, Movement.class), place(message));
  }

  /**
   * Every record that an entry names must be one; found out later, it would fail the whole portion
   * again and again.
   */
  private static void check(LogEntry entry) {
    switch (entry) {
      case LogEntry.Moved(Movement movement, LogPlace _) -> {
        check(movement.getEntity(), movement.getKey());
        movement.getSent().stream()
            .flatMap(sent -> sent.getWaitsFor().stream())
            .filter(Waits::isRecord)
            .forEach(RecordKey::parse);
      }
      case LogEntry.Became(GoldenRecord golden, Instant _, LogPlace _) ->
          check(golden.getEntity(), golden.getKey());
      case LogEntry.Conflicted(Conflict conflict, LogPlace _) ->
          check(conflict.getEntity(), conflict.getKey());
      case LogEntry.Held(Quarantined quarantined, LogPlace _) ->
          Optional.ofNullable(quarantined.getRecord()).ifPresent(RecordKey::parse);
      case LogEntry.Forgotten _,
          LogEntry.Passed _,
          LogEntry.Reported _,
          LogEntry.Unreported _,
          LogEntry.Let _,
          LogEntry.Alerted _,
          LogEntry.Unalerted _ -> {
        // Their keys were read as such, or name no record.
      }
    }
  }

  private static void check(String entity, String key) {
    RecordKey.parse(entity + "/" + key);
  }

  private static Optional<LogEntry> tombstone(String topic, String key) {
    return switch (topic) {
      case "records" -> Optional.of(new LogEntry.Forgotten(RecordKey.parse(key)));
      case "batches" -> {
        int slash = key.indexOf('/');
        yield Optional.of(
            new LogEntry.Unreported(
                key.substring(0, Math.max(slash, 0)), key.substring(slash + 1)));
      }
      case "quarantine" -> Optional.of(new LogEntry.Let(key));
      case "alerts" -> Optional.of(new LogEntry.Unalerted(key));
      default -> Optional.empty();
    };
  }

  private static LogPlace place(ConsumerRecord<byte[], byte[]> message) {
    return new LogPlace(message.partition(), message.offset());
  }

  private static String key(ConsumerRecord<byte[], byte[]> message) {
    byte[] key = message.key();
    return key == null ? "" : new String(key, StandardCharsets.UTF_8);
  }

  private static Quarantined unreadable(ConsumerRecord<byte[], byte[]> message) {
    String place = message.topic() + ":" + message.partition() + ":" + message.offset();
    return Quarantined.newBuilder()
        .setQuarantineId("unreadable-" + place)
        .setSystem("homeroom")
        .setPlace(place)
        .setCode("UNREADABLE_MESSAGE")
        .setMessage("Reading a message of the log: its bytes are not of the topic's schema.")
        .setRemedy(
            "Find the program that wrote to this topic besides the hub and take its rights away;"
                + " the message itself can be dropped.")
        .setAt(message.timestamp() * 1_000)
        .build();
  }
}
