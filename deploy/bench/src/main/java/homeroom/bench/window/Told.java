package homeroom.bench.window;

import homeroom.api.RecordKey;
import homeroom.bench.Students;
import homeroom.bench.router.Cluster;
import homeroom.schema.Movement;
import homeroom.schema.MovementOutcome;
import homeroom.schema.Sent;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The movements of changes that one consumer was told, each confirmed before the next. */
final class Told {

  static final Instant BEGAN = Instant.parse("2026-11-02T06:00:00Z");

  private static final String CONSUMER = Students.CONSUMERS.getFirst();

  private Told() {}

  /** Writes what a router would have written of so many changes of each of so many records. */
  static void write(Cluster cluster, Topics topics, int records, int changes) {
    try (KafkaProducer<byte[], byte[]> producer =
        cluster.producer(Map.of(ProducerConfig.LINGER_MS_CONFIG, 50))) {
      long tick = 0;
      for (int change = 1; change <= changes; change++) {
        for (int student = 0; student < records; student++) {
          Instant at = BEGAN.plusMillis(tick++);
          producer.send(message(topics, accepted(student, change, at)));
          producer.send(message(topics, delivered(student, change, at.plusMillis(80))));
        }
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> message(Topics topics, Movement movement) {
    String key = movement.getEntity() + "/" + movement.getKey();
    return new ProducerRecord<>(
        topics.movements(), key.getBytes(StandardCharsets.UTF_8), WireFormat.encode(movement));
  }

  private static Movement accepted(int student, int change, Instant at) {
    return movement(student, change, MovementOutcome.ACCEPTED, Students.SOURCE, at)
        .setSent(List.of(new Sent(CONSUMER, delivery(student, change), List.of())))
        .build();
  }

  private static Movement delivered(int student, int change, Instant at) {
    return movement(student, change, MovementOutcome.DELIVERED, CONSUMER, at)
        .setDeliveryId(delivery(student, change))
        .setEffect(change == 1 ? "CREATED" : "UPDATED")
        .setAttempts(1)
        .build();
  }

  private static String delivery(int student, int change) {
    return "kJ2aQm4zTg1oXw9c-" + student + "." + change;
  }

  private static Movement.Builder movement(
      int student, int change, MovementOutcome outcome, String system, Instant at) {
    RecordKey record = Students.key(student);
    return Movement.newBuilder()
        .setMovementId("%s-%d-%d".formatted(outcome, student, change))
        .setEntity(record.entity())
        .setKey(record.key())
        .setOutcome(outcome)
        .setSystem(system)
        .setCauseId("event-" + student + "-" + change)
        .setVersion(change)
        .setFields(List.of(Students.CHANGING))
        .setAt(Values.micros(at))
        .setConfiguration(Students.CONFIGURATION);
  }
}
