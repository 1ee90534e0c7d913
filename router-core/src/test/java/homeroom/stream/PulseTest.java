package homeroom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PulseTest {

  private record Value(MetricName metricName, Object metricValue) implements Metric {}

  private static Value ago(String client, Object seconds) {
    return new Value(
        new MetricName(
            "last-poll-seconds-ago", "consumer-metrics", "", Map.of("client-id", client)),
        seconds);
  }

  @ParameterizedTest
  @CsvSource({
    "hub-StreamThread-1-consumer, 0, false",
    "hub-StreamThread-1-consumer, 180, false",
    "hub-StreamThread-1-consumer, 181, true",
    "hub-StreamThread-1-consumer, -1, false",
    "hub-StreamThread-1-restore-consumer, 100000, false",
    "hub-StateUpdater-1-restore-consumer, 100000, false",
  })
  void shouldSeeAThreadThatAsksForNothingMore(String client, int seconds, boolean stalled) {
    Value one = ago(client, seconds);

    assertThat(Pulse.stalled(Map.of(one.metricName(), one))).isEqualTo(stalled);
  }

  @Test
  void shouldSeeOneThatHangsBesideAnotherThatWorks() {
    Value works = ago("hub-StreamThread-1-consumer", 0);
    Value hangs = ago("hub-StreamThread-2-consumer", 500L);

    assertThat(Pulse.stalled(Map.of(works.metricName(), works, hangs.metricName(), hangs)))
        .isTrue();
  }
}
