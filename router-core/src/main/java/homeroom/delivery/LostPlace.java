package homeroom.delivery;

import homeroom.api.RecordKey;
import homeroom.log.Partitions;
import homeroom.log.TransactionWriter;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an engine begin anew that does not know any more up to where it delivered ({@code
 * DELIVERY_OFFSETS_LOST}, {@code DELIVERY_LOG_CUT}).
 *
 * <p>To repeat the log could put old values over newer ones, and what was cut off is not in it. So
 * the engine begins behind all that is there, and each order that has no receipt ends as refused:
 * nobody knows whether it was carried out. What was refused stays owed, whole, at its present
 * value, and adapters look before they create.
 */
public final class LostPlace {

  /** The code of the receipts. */
  public static final String CODE = "DELIVERY_PLACE_LOST";

  private static final String MESSAGE =
      "nobody knows whether this delivery was carried out, because the place in the log was lost;"
          + " it is sent again at its present value";

  private static final Duration MEMBERS_LEAVE_WITHIN = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(LostPlace.class);

  private final Topics topics;
  private final String system;
  private final String bootstrapServers;
  private final InstantSource clock;

  public LostPlace(Topics topics, String system, String bootstrapServers, InstantSource clock) {
    this.topics = topics;
    this.system = system;
    this.bootstrapServers = bootstrapServers;
    this.clock = clock;
  }

  /** An order without a receipt. */
  public record Open(RecordKey record, String deliveryId, long version) {}

  /**
   * Where the orders end that are committed; what is written later lies behind, and is carried out.
   *
   * @throws KafkaException if the broker cannot be asked
   */
  public Map<TopicPartition, OffsetAndMetadata> ends() {
    ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      Partitions.of(admin, topics.deliveries(system))
          .forEach(partition -> asked.put(partition, OffsetSpec.latest()));
      Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
      for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
          admin.listOffsets(asked, committed).all().get().entrySet()) {
        ends.put(end.getKey(), new OffsetAndMetadata(end.getValue().offset()));
      }
      return ends;
    } catch (ExecutionException failed) {
      throw new KafkaException("asking where deliveries end", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException("asking where deliveries end", interrupted);
    }
  }

  /**
   * The orders that have not ended, as far as it is known where the engine was. An order keeps the
   * key that its record had when it was made.
   *
   * @param ends up to where
   * @throws KafkaException if the log cannot be read
   */
  public List<Open> open(Map<TopicPartition, OffsetAndMetadata> ends) {
    try (Admin admin = admin()) {
      return new OpenOrders(topics, system, bootstrapServers).until(admin, ends);
    }
  }

  /**
   * Ends orders as refused, all of them or none.
   *
   * @throws KafkaException if that cannot be written
   */
  public void end(Collection<Open> orders) {
    try (TransactionWriter writer =
        TransactionWriter.named(DeliveryEngine.group(topics, system) + ".lost", bootstrapServers)) {
      Producer<byte[], byte[]> producer = writer.producer();
      producer.beginTransaction();
      orders.forEach(order -> producer.send(receipt(order)));
      producer.commitTransaction();
    }
  }

  private ProducerRecord<byte[], byte[]> receipt(Open order) {
    DeliveryReceipt receipt =
        DeliveryReceipt.newBuilder()
            .setDeliveryId(order.deliveryId())
            .setSystem(system)
            .setEntity(order.record().entity())
            .setKey(order.record().key())
            .setVersion(order.version())
            .setAttempts(0)
            .setAt(Values.micros(clock.instant()))
            .setOutcome(ReceiptOutcome.REFUSED)
            .setCode(CODE)
            .setMessage(MESSAGE)
            .build();
    return new ProducerRecord<>(
        topics.receipts(system),
        order.record().toString().getBytes(StandardCharsets.UTF_8),
        WireFormat.encode(receipt));
  }

  /**
   * Lets the engine begin there. A member that went away keeps its place in the group for a while,
   * so all are taken out first; one that comes in meanwhile finds out soon.
   *
   * @throws KafkaException if the broker does not take it
   */
  public void begin(Map<TopicPartition, OffsetAndMetadata> places) {
    long end = System.nanoTime() + MEMBERS_LEAVE_WITHIN.toNanos();
    try (Admin admin = admin()) {
      while (!written(admin, places)) {
        if (System.nanoTime() > end) {
          throw new KafkaException("the group of the deliveries to " + system + " is in use");
        }
        removeMembers(admin);
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException("writing where deliveries begin", interrupted);
    }
  }

  private boolean written(Admin admin, Map<TopicPartition, OffsetAndMetadata> places)
      throws InterruptedException {
    try {
      admin.alterConsumerGroupOffsets(DeliveryEngine.group(topics, system), places).all().get();
      return true;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof GroupNotEmptyException
          || failed.getCause() instanceof UnknownMemberIdException) {
        return false;
      }
      throw new KafkaException("writing where deliveries begin", failed.getCause());
    }
  }

  private void removeMembers(Admin admin) throws InterruptedException {
    try {
      admin
          .removeMembersFromConsumerGroup(
              DeliveryEngine.group(topics, system), new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
    } catch (ExecutionException anotherTime) {
      LOG.info("members stay in the group system={} cause={}", system, anotherTime.toString());
    }
  }

  private Admin admin() {
    return Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }
}
