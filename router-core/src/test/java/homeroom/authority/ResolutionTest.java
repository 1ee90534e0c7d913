package homeroom.authority;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Value;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResolutionTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Resolution RECENT = new Resolution.MostRecent(Duration.ofMinutes(2));
  private static final Resolution UNLESS_BLANK = new Resolution.UnlessBlank();

  private static Resolution.Side side(String value, int seconds, int rank) {
    return new Resolution.Side(Value.text(value), NOON.plusSeconds(seconds), rank);
  }

  @Test
  void shouldLetTheHigherRankWinWhateverTheClocksSay() {
    assertThat(Resolution.RANK.wins(side("a", 0, 0), side("b", 9_000, 1))).isTrue();
    assertThat(Resolution.RANK.wins(side("a", 9_000, 1), side("b", 0, 0))).isFalse();
  }

  @Test
  void shouldLetTheLaterWinOutsideOfWhatClocksMayBeApart() {
    assertThat(RECENT.wins(side("a", 121, 1), side("b", 0, 0))).isTrue();
    assertThat(RECENT.wins(side("a", 0, 0), side("b", 121, 1))).isFalse();
  }

  @Test
  void shouldLeaveItToTheRankWithinWhatClocksMayBeApart() {
    assertThat(RECENT.wins(side("a", 120, 1), side("b", 0, 0))).isFalse();
    assertThat(RECENT.wins(side("a", 0, 0), side("b", 120, 1))).isTrue();
  }

  @Test
  void shouldNotLetNothingWinOverSomething() {
    assertThat(UNLESS_BLANK.wins(side(" ", 0, 0), side("b", 0, 1))).isFalse();
    assertThat(UNLESS_BLANK.wins(side("a", 0, 1), side("", 0, 0))).isTrue();
    assertThat(UNLESS_BLANK.wins(side("a", 0, 0), side("b", 0, 1))).isTrue();
    assertThat(UNLESS_BLANK.wins(side("", 0, 0), side("", 0, 1))).isTrue();
  }
}
