package homeroom.audit;

import homeroom.api.Failure;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where reading goes on, checked against what the log still holds. */
final class StartingPoints {

  private static final Logger log = LoggerFactory.getLogger(StartingPoints.class);

  private StartingPoints() {}

  static void seek(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> stored) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long begin = begins.get(partition);
      long next = stored.getOrDefault(partition, begin);
      if (next > ends.get(partition)) {
        throw ahead(partition);
      }
      if (next < begin) {
        log.warn(
            "log was cut before it was read code=QUERY_STORE_GAP topic={} partition={} missing={}",
            partition.topic(),
            partition.partition(),
            begin - next);
      }
      consumer.seek(partition, Math.max(next, begin));
    }
  }

  private static StoreFailure ahead(TopicPartition partition) {
    return new StoreFailure(
        Failure.of(
            Failure.Kind.CONFIGURATION,
            "QUERY_STORE_AHEAD",
            "Reading the log into the query store: the store was read further than "
                + partition
                + " reaches, so it was filled from another log or the log lost messages.",
            "Stop the hub, delete the query store and start again: it is filled from the log."));
  }
}
