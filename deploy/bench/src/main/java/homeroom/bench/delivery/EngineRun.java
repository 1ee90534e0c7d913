package homeroom.bench.delivery;

import homeroom.api.ConsumerAdapter;
import homeroom.api.RecordKey;
import homeroom.bench.Students;
import homeroom.bench.router.Cluster;
import homeroom.bench.router.Tally;
import homeroom.delivery.DeliveryEngine;
import homeroom.delivery.DeliveryOffsets;
import homeroom.delivery.DeliverySettings;
import homeroom.schema.DeliveryOperation;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.ReleasedSchemas;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The hub's engine of one consumer, on a broker. */
final class EngineRun implements AutoCloseable {

  static final Topics TOPICS = new Topics("delivered");

  private final String system;
  private final DeliveryEngine engine;
  private final Tally receipts;
  private final KafkaProducer<byte[], byte[]> producer;
  private int edition;

  EngineRun(Cluster cluster, String system, ConsumerAdapter adapter, int concurrency) {
    this.system = system;
    ReleasedSchemas.trust();
    cluster.makeTopics(TOPICS.all(List.of(), List.of(system)));
    try (Admin admin =
        Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.servers()))) {
      new DeliveryOffsets(admin, TOPICS).begin(system);
    }
    receipts = new Tally(cluster, TOPICS.receipts(system));
    producer =
        cluster.producer(
            Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "orders-" + system,
                ProducerConfig.LINGER_MS_CONFIG,
                50));
    producer.initTransactions();
    engine =
        new DeliveryEngine(
            TOPICS,
            new DeliverySettings(system, cluster.servers(), "bench", concurrency),
            adapter,
            InstantSource.system());
    engine.start();
  }

  /** Orders are there all at once; returns how many per second ended in a committed receipt. */
  double pass(int deliveries) {
    long began = release(deliveries);
    return deliveries * 1e9 / (await(deliveries) - began);
  }

  /** Orders are there all at once; returns when, by the clock of {@link System#nanoTime}. */
  long release(int deliveries) {
    edition++;
    producer.beginTransaction();
    for (int student = 0; student < deliveries; student++) {
      producer.send(order(student));
    }
    producer.flush();
    long now = System.nanoTime();
    producer.commitTransaction();
    return now;
  }

  /** Returns when so many more had ended in a committed receipt. */
  long await(int deliveries) {
    return receipts.await(deliveries);
  }

  /** Whether each order had one receipt and no more. */
  boolean complete() {
    return receipts.isComplete();
  }

  /** One more order, about a student, that nobody has sent yet. */
  ProducerRecord<byte[], byte[]> next(int student) {
    edition++;
    return order(student);
  }

  /** What the newest order about a student is known by. */
  String deliveryId(int student) {
    return "kJ2aQm4z." + student + "." + edition;
  }

  private ProducerRecord<byte[], byte[]> order(int student) {
    RecordKey record = Students.key(student);
    var payload = Students.row(student, edition);
    DeliveryOrder order =
        DeliveryOrder.newBuilder()
            .setDeliveryId(deliveryId(student))
            .setSystem(system)
            .setEntity(record.entity())
            .setKey(record.key())
            .setTarget("users")
            .setOperation(DeliveryOperation.UPSERT)
            .setPayload(Values.fields(payload))
            .setChanged(List.of(Students.CHANGING))
            .setSettles(List.of(Students.CHANGING))
            .setCreates(false)
            .setVersion(edition)
            .setCause("bench")
            .setConfiguration(Students.CONFIGURATION)
            .build();
    return new ProducerRecord<>(
        TOPICS.deliveries(system),
        record.toString().getBytes(StandardCharsets.UTF_8),
        WireFormat.encode(order));
  }

  @Override
  public void close() {
    engine.close();
    producer.close();
    receipts.close();
  }
}
