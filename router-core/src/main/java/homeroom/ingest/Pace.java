package homeroom.ingest;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a batch back while it is far ahead of the router, so that what others say meanwhile does
 * not wait behind all of it. Used by one batch, on one thread.
 */
final class Pace implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pace.class);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  private final String group;
  private final Admin admin;
  private final Tempo tempo = new Tempo();
  private boolean known = true;

  /**
   * @param group of the router
   */
  Pace(String group, Admin admin) {
    this.group = group;
    this.admin = admin;
  }

  /**
   * Returns when more may be written.
   *
   * @param written where each partition ends that was written to
   * @param meanwhile done again and again for as long as it takes
   */
  void await(Map<TopicPartition, Long> written, Runnable meanwhile) {
    meanwhile.run();
    while (known && !mayGoOn(written)) {
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      }
      meanwhile.run();
    }
  }

  private boolean mayGoOn(Map<TopicPartition, Long> written) {
    try {
      Map<TopicPartition, OffsetAndMetadata> done =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      return tempo.mayGoOn(sum(written), sum(done(written, done)), System.nanoTime());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return true;
    } catch (ExecutionException unanswered) {
      // A router that never ran will begin with all that is there.
      known = unanswered.getCause() instanceof GroupIdNotFoundException;
      if (!known) {
        LOG.warn("a batch does not wait for the router code=INGEST_PACE", unanswered);
      }
      return true;
    } catch (TimeoutException unanswered) {
      known = false;
      LOG.warn("a batch does not wait for the router code=INGEST_PACE", unanswered);
      return true;
    }
  }

  /** Of what was written; where the router never was, nobody knows. */
  private static Map<TopicPartition, Long> done(
      Map<TopicPartition, Long> written, Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<TopicPartition, Long> done = new HashMap<>(written);
    done.replaceAll(
        (partition, end) -> {
          OffsetAndMetadata offset = offsets.get(partition);
          return offset == null ? end : Math.min(end, offset.offset());
        });
    return done;
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() {
    admin.close(ANSWER_WITHIN);
  }
}
