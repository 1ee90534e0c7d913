package homeroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SoonAgainTest {

  private static final Instant NOW = Instant.parse("2026-11-28T01:30:00Z");
  private static final Optional<Instant> TOMORROW = Optional.of(NOW.plus(Duration.ofDays(1)));

  private final SoonAgain again = new SoonAgain();

  private long minutes(Kind kind) {
    Optional<Failure> failure = Optional.of(Failure.of(kind, "X", "x", "x"));
    return Duration.between(NOW, again.after(failure, NOW, TOMORROW).orElseThrow()).toMinutes();
  }

  @Test
  void shouldAskSoonAndThenEverMoreSeldom() {
    assertThat(minutes(Kind.TRANSIENT)).isEqualTo(1);
    assertThat(minutes(Kind.TRANSIENT)).isEqualTo(2);
    for (int i = 0; i < 10; i++) {
      minutes(Kind.TRANSIENT);
    }
    assertThat(minutes(Kind.TRANSIENT)).isEqualTo(16);
  }

  @Test
  void shouldBeginAnewOnceItWorked() {
    minutes(Kind.TRANSIENT);
    again.after(Optional.empty(), NOW, TOMORROW);

    assertThat(minutes(Kind.TRANSIENT)).isEqualTo(1);
  }

  @Test
  void shouldKeepToTheTimetableWhereSomebodyMustAct() {
    assertThat(minutes(Kind.CREDENTIAL)).isEqualTo(24 * 60);
    assertThat(minutes(Kind.CONTENT)).isEqualTo(24 * 60);
  }

  @Test
  void shouldNeverAskLaterThanTheTimetableSays() {
    Optional<Instant> next = Optional.of(NOW.plusSeconds(5));
    Failure failure = Failure.of(Kind.TRANSIENT, "X", "x", "x");

    assertThat(again.after(Optional.of(failure), NOW, next)).isEqualTo(next);
    assertThat(again.after(Optional.of(failure), NOW, Optional.empty())).isEmpty();
  }

  @Test
  void shouldRestForAsLongAsItWasAskedTo() {
    Failure failure =
        new Failure(Kind.THROTTLED, "X", "x", "x", Optional.of(Duration.ofMinutes(7)));

    assertThat(again.after(Optional.of(failure), NOW, TOMORROW))
        .contains(NOW.plus(Duration.ofMinutes(7)));
  }
}
