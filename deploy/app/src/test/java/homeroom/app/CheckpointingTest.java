package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.api.Failure;
import homeroom.broker.NotForced;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CheckpointingTest {

  /** Asked again, many a system says that all is written. */
  @Test
  void shouldTakeNoneAnyMoreOnceTheDiskRefused() {
    AtomicInteger asked = new AtomicInteger();
    try (Checkpointing checkpoints =
        new Checkpointing(
            _ -> {
              asked.incrementAndGet();
              throw new NotForced(new IOException("disk"));
            },
            System.nanoTime(),
            Duration.ofMillis(5),
            new SimpleMeterRegistry())) {
      assertThat(checkpoints.concern()).isEmpty();
      checkpoints.start();

      await().atMost(Duration.ofSeconds(20)).until(() -> checkpoints.concern().isPresent());
      assertThat(checkpoints.concern().map(Failure::code)).contains("DISK_NOT_WRITTEN");
      await()
          .during(Duration.ofMillis(200))
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(asked).hasValue(1));
    }
  }
}
