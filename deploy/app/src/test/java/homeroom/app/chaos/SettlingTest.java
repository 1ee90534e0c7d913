package homeroom.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettlingTest {

  @Test
  void shouldGoOnWaitingHoweverLongItTakesWhileItBecomesLess() {
    Settling settling = Settling.begin();
    for (int minute = 0; minute < 60; minute++) {
      settling = settling.seen(100 - minute, Duration.ofMinutes(minute));
      assertThat(settling.isStuck(Duration.ofMinutes(minute + 1))).isFalse();
    }
  }

  @Test
  void shouldNotTakeForLessWhatOnlyGoesUpAndDown() {
    Settling settling = Settling.begin();
    for (int minute = 0; minute < 6; minute++) {
      settling = settling.seen(5 + minute % 2, Duration.ofMinutes(minute));
    }

    assertThat(settling.isStuck(Duration.ofMinutes(6))).isTrue();
  }

  @Test
  void shouldBeStuckWhenNothingCouldBeSeenForLong() {
    assertThat(Settling.begin().isStuck(Duration.ofMinutes(5))).isTrue();
  }
}
