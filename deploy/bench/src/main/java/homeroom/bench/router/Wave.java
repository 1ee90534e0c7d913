package homeroom.bench.router;

import homeroom.api.RecordKey;
import homeroom.bench.Students;
import homeroom.schema.DataEvent;
import homeroom.schema.EventOperation;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Events about every student, which lie ready in one transaction and are there all at once when it
 * is committed. So whoever works on them never waits for them, nor has to share the processors with
 * whoever writes them.
 */
final class Wave implements AutoCloseable {

  private static final int PATIENCE_MS = 15 * 60 * 1000;

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private int edition;

  Wave(Cluster cluster, String topic) {
    this.topic = topic;
    producer =
        cluster.producer(
            Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "wave-" + topic,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                PATIENCE_MS,
                ProducerConfig.LINGER_MS_CONFIG,
                50,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1));
    producer.initTransactions();
  }

  /**
   * Releases some rounds of events: each round says something new of every student.
   *
   * @return when, by the clock of {@link System#nanoTime}
   */
  long release(int students, int rounds) {
    producer.beginTransaction();
    for (int round = 0; round < rounds; round++) {
      say(IntStream.range(0, students));
    }
    return commit();
  }

  /** Releases an event that says something new of each of some students. */
  long release(IntStream students) {
    producer.beginTransaction();
    say(students);
    return commit();
  }

  private void say(IntStream students) {
    edition++;
    students.forEach(student -> producer.send(event(student)));
  }

  private long commit() {
    producer.flush();
    long now = System.nanoTime();
    producer.commitTransaction();
    return now;
  }

  private ProducerRecord<byte[], byte[]> event(int student) {
    RecordKey record = Students.key(student);
    DataEvent event =
        DataEvent.newBuilder()
            .setEventId("kJ2aQm4zTg1oXw9c-" + student + "-" + edition)
            .setSystem(Students.SOURCE)
            .setEntity(record.entity())
            .setKey(record.key())
            .setOperation(EventOperation.UPSERT)
            .setFields(Values.fields(Students.row(student, edition)))
            .setOccurredAt(edition)
            .setObservedAt(edition)
            .build();
    return new ProducerRecord<>(
        topic, record.toString().getBytes(StandardCharsets.UTF_8), WireFormat.encode(event));
  }

  @Override
  public void close() {
    producer.close();
  }
}
