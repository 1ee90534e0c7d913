package homeroom.app;

import homeroom.api.RecordKey;
import homeroom.audit.DeliveryQueries;
import homeroom.audit.Indexer;
import homeroom.audit.QueryStore;
import homeroom.delivery.LostPlace;
import homeroom.wire.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Begins deliveries anew whose place in the log is lost. */
record NewBeginnings(
    Topics topics,
    String bootstrapServers,
    QueryStore store,
    Indexer indexer,
    InstantSource clock) {

  private static final Duration STORE_CATCHES_UP_WITHIN = Duration.ofMinutes(5);

  /**
   * Ends what has no receipt, and lets deliveries begin behind what is in the log. The end is taken
   * first: whatever is written after that is carried out, and whatever lies before it is in the
   * query store once that has caught up.
   *
   * @return how many had no receipt
   * @throws KafkaException if the log cannot be read or written
   */
  int begin(String system) {
    LostPlace lost = new LostPlace(topics, system, bootstrapServers, clock);
    Map<TopicPartition, OffsetAndMetadata> ends = lost.ends();
    catchUp();
    // The log tells of those whose record has another key by now, the store of those whose orders
    // were cut from the log.
    Map<String, LostPlace.Open> open = new LinkedHashMap<>();
    lost.open(ends).forEach(order -> open.put(order.deliveryId(), order));
    store
        .deliveries()
        .open(system)
        .forEach(order -> open.putIfAbsent(order.delivery(), open(order)));
    lost.end(open.values());
    lost.begin(ends);
    return open.size();
  }

  private static LostPlace.Open open(DeliveryQueries.Open open) {
    return new LostPlace.Open(
        new RecordKey(open.subject().entity(), open.subject().key().orElseThrow()),
        open.delivery(),
        open.version());
  }

  private void catchUp() {
    try {
      indexer.caughtUp().get(STORE_CATCHES_UP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException behind) {
      throw new KafkaException("the query store does not catch up with the log", behind);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", interrupted);
    }
  }
}
