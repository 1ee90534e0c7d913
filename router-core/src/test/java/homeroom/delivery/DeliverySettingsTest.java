package homeroom.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.delivery.flow.Patience;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The waits of a consumer for which nothing else is said. */
class DeliverySettingsTest {

  private final Patience usual = new DeliverySettings("lms", "nowhere:1", "hub", 4).patience();

  /** Many waits after the n-th try, in milliseconds. */
  private static LongSummaryStatistics waits(IntFunction<Duration> wait, int attempt) {
    return IntStream.range(0, 2_000)
        .mapToLong(_ -> wait.apply(attempt).toMillis())
        .summaryStatistics();
  }

  /** The wait doubles, and a third more or less is chance. */
  private static void doubles(IntFunction<Duration> wait, long first, int attempts) {
    for (int attempt = 1; attempt <= attempts; attempt++) {
      long middle = first << (attempt - 1);
      LongSummaryStatistics waits = waits(wait, attempt);

      assertThat(waits.getMin()).isBetween(middle * 69 / 100, middle * 76 / 100);
      assertThat(waits.getMax()).isBetween(middle * 124 / 100, middle * 131 / 100);
      assertThat(waits.getAverage()).isBetween(middle * 0.95, middle * 1.05);
    }
  }

  @Test
  void shouldWaitTwiceAsLongForARecordAfterEachTryMoreOrLess() {
    doubles(usual.again(), 200, 8);
  }

  @Test
  void shouldWaitTwiceAsLongForASystemEachTimeMoreOrLess() {
    doubles(usual.whole(), 1_000, 6);
  }

  /** In a long outage most have come to the longest wait: they must not all come at once then. */
  @Test
  void shouldWaitAMinuteAtMostMoreOrLess() {
    long longest = Duration.ofMinutes(1).toMillis();
    for (IntFunction<Duration> wait : List.of(usual.again(), usual.whole())) {
      for (int attempt : new int[] {10, 12, 20, 100, 5_000}) {
        LongSummaryStatistics waits = waits(wait, attempt);

        assertThat(waits.getMin()).isBetween(longest * 69 / 100, longest * 76 / 100);
        assertThat(waits.getMax()).isBetween(longest * 124 / 100, longest * 130 / 100);
      }
    }
  }

  /** So long a record may fail while its system does others. */
  @Test
  void shouldTryARecordForSomeTwelveMinutes() {
    Duration all =
        IntStream.range(1, usual.tries())
            .mapToObj(usual.again())
            .reduce(Duration.ZERO, Duration::plus);

    assertThat(usual.tries()).isEqualTo(20);
    assertThat(all).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(15));
  }

  @Test
  void shouldBelieveASystemThatWantsADaysRest() {
    assertThat(usual.longest()).isEqualTo(Duration.ofDays(1));
  }
}
