package homeroom.audit;

import static homeroom.audit.Samples.NOON;
import static homeroom.audit.Samples.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class GatheringTest {

  /** The log hands out fifty messages of a partition at a time. */
  private static final int POLLED = 50;

  private final TestLog log = new TestLog(1);
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE);
  private boolean waitedFor;
  private final Gathering gathering = new Gathering(() -> waitedFor, now::get);

  private MockConsumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> consumer = log.consumer();
    List<TopicPartition> partitions = new ArrayList<>(log.ends().keySet());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private void write(int messages) {
    for (int i = 0; i < messages; i++) {
      log.add(TestLog.TOPICS.movements(), "student/" + i, accepted("student", "" + i, NOON));
    }
  }

  @Test
  void shouldGatherARushInTheLogsOrder() {
    write(4 * POLLED + 7);

    List<ConsumerRecord<byte[], byte[]>> portion = gathering.next(consumer());

    assertThat(portion).hasSize(4 * POLLED + 7);
    assertThat(portion).extracting(ConsumerRecord::offset).isSorted();
  }

  @Test
  void shouldTakeALittleAtOnce() {
    write(Gathering.RUSH - 1);
    AtomicLong polls = new AtomicLong();
    MockConsumer<byte[], byte[]> consumer = consumer();
    consumer.schedulePollTask(polls::incrementAndGet);
    consumer.schedulePollTask(polls::incrementAndGet);

    assertThat(gathering.next(consumer)).hasSize(Gathering.RUSH - 1);
    assertThat(polls).hasValue(1);
  }

  @Test
  void shouldNotGatherWhileSomebodyWaits() {
    write(3 * POLLED);
    waitedFor = true;

    assertThat(gathering.next(consumer())).hasSize(POLLED);
  }

  @Test
  void shouldNotGatherForLong() {
    write(9 * POLLED);
    MockConsumer<byte[], byte[]> consumer = consumer();
    consumer.schedulePollTask(() -> now.addAndGet(Duration.ofMillis(100).toNanos()));
    consumer.schedulePollTask(() -> now.addAndGet(Duration.ofMillis(100).toNanos()));
    consumer.schedulePollTask(() -> now.addAndGet(Duration.ofMillis(100).toNanos()));

    assertThat(gathering.next(consumer)).hasSize(3 * POLLED);
  }
}
