package homeroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TempoTest {

  private final Tempo tempo = new Tempo();
  private long now = Duration.ofDays(1).toNanos();

  @Test
  void shouldLetTheFirstOnesThrough() {
    assertThat(tempo.mayGoOn(500, 0, now)).isTrue();
  }

  @Test
  void shouldHoldBackWhatTheRouterWouldTakeLongFor() {
    assertThat(tempo.mayGoOn(501, 0, now)).isFalse();
    assertThat(after(100).mayGoOn(2_000, 100, now)).isFalse();
  }

  @Test
  void shouldRunAheadByHalfASecondOfWhatTheRouterDoes() {
    tempo.mayGoOn(4_000, 0, now);

    // It did 1,000 in a quarter of a second: half a second of it are 2,000.
    assertThat(after(250).mayGoOn(4_000, 1_000, now)).isFalse();
    assertThat(tempo.mayGoOn(3_000, 1_000, now)).isTrue();
  }

  @Test
  void shouldFollowARouterThatBecomesSlower() {
    tempo.mayGoOn(10_000, 0, now);
    after(1_000).mayGoOn(10_000, 4_000, now);
    assertThat(tempo.mayGoOn(5_900, 4_000, now)).isTrue();

    for (int second = 1; second <= 20; second++) {
      after(1_000).mayGoOn(10_000, 4_000 + second * 100L, now);
    }

    assertThat(tempo.mayGoOn(6_000 + 501, 6_000, now)).isFalse();
    assertThat(tempo.mayGoOn(6_000 + 499, 6_000, now)).isTrue();
  }

  @Test
  void shouldNotWaitForARouterThatStandsStill() {
    assertThat(tempo.mayGoOn(10_000, 0, now)).isFalse();
    assertThat(after(5_000).mayGoOn(10_000, 0, now)).isFalse();
    assertThat(after(1).mayGoOn(10_000, 0, now)).isTrue();
  }

  @Test
  void shouldNotTakeARouterForStandingStillThatHadNothingToDo() {
    tempo.mayGoOn(100, 100, now);
    after(60_000).mayGoOn(100, 100, now);

    assertThat(after(10).mayGoOn(10_000, 100, now)).isFalse();
  }

  private Tempo after(long millis) {
    now += Duration.ofMillis(millis).toNanos();
    return tempo;
  }
}
