package homeroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.ingest.SoonAgain.Answer;
import homeroom.planning.Recurring;
import homeroom.planning.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SoonAgainTest {

  private static final Instant NOW = Instant.parse("2026-11-28T01:30:00Z");
  private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));
  private static final Timetable DAILY = daily(Optional.empty());

  private final SoonAgain again = new SoonAgain();

  private static Timetable daily(Optional<Recurring> expectedBy) {
    return new Timetable(Optional.empty(), at("01:30"), expectedBy, Optional.empty());
  }

  private static Optional<Recurring> at(String time) {
    return Recurring.of(time, ZoneOffset.UTC);
  }

  private static Answer failed(Kind kind) {
    return new Answer.Failed(Failure.of(kind, "X", "x", "x"));
  }

  private Instant after(Answer answer) {
    return again.after(answer, NOW, DAILY).orElseThrow();
  }

  private long minutes(Kind kind) {
    return Duration.between(NOW, after(failed(kind))).toMinutes();
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
    assertThat(after(new Answer.All())).isEqualTo(TOMORROW);

    assertThat(minutes(Kind.TRANSIENT)).isEqualTo(1);
  }

  /** It may have been seen before it was filled. */
  @Test
  void shouldLookSoonAgainAtAFileThatIsNoTable() {
    assertThat(minutes(Kind.CONTENT)).isEqualTo(1);
    assertThat(minutes(Kind.CONTENT)).isEqualTo(2);
  }

  @Test
  void shouldKeepToTheTimetableWhereSomebodyMustAct() {
    assertThat(minutes(Kind.CREDENTIAL)).isEqualTo(24 * 60);
    assertThat(minutes(Kind.DEFECT)).isEqualTo(24 * 60);
  }

  @Test
  void shouldNeverAskLaterThanTheTimetableSays() {
    Duration often = Duration.ofSeconds(5);
    Timetable every =
        new Timetable(Optional.of(often), Optional.empty(), at("06:00"), Optional.empty());

    assertThat(again.after(failed(Kind.TRANSIENT), NOW, every)).contains(NOW.plus(often));
    assertThat(again.after(new Answer.Nothing(), NOW, every)).contains(NOW.plus(often));
  }

  @Test
  void shouldAskNeverByItselfWithoutATimetable() {
    for (Answer answer :
        List.of(failed(Kind.TRANSIENT), new Answer.OneOfSeveral(), new Answer.Nothing())) {
      assertThat(again.after(answer, NOW, Timetable.NONE)).isEmpty();
    }
  }

  @Test
  void shouldRestForAsLongAsItWasAskedTo() {
    Answer throttled =
        new Answer.Failed(
            new Failure(Kind.THROTTLED, "X", "x", "x", Optional.of(Duration.ofMinutes(7))));

    assertThat(after(throttled)).isEqualTo(NOW.plus(Duration.ofMinutes(7)));
  }

  @Test
  void shouldAskAtOnceForWhatComesBehindABatch() {
    assertThat(after(new Answer.OneOfSeveral())).isEqualTo(NOW);
    assertThat(after(new Answer.NotAll())).isEqualTo(NOW.plus(Duration.ofMinutes(1)));
    assertThat(after(new Answer.All())).isEqualTo(TOMORROW);
  }

  @Test
  void shouldLookForWhatIsExpectedUntilItIsLate() {
    Timetable expected = daily(at("01:40"));

    assertThat(again.after(new Answer.Nothing(), NOW, expected)).contains(minute(31));
    assertThat(again.after(new Answer.Nothing(), minute(31), expected)).contains(minute(33));
    assertThat(again.after(new Answer.Nothing(), minute(33), expected)).contains(minute(37));
    assertThat(again.after(new Answer.Nothing(), minute(37), expected)).contains(minute(40));
    assertThat(again.after(new Answer.Nothing(), minute(40), expected)).contains(TOMORROW);
    assertThat(again.after(new Answer.Nothing(), NOW, DAILY)).contains(TOMORROW);
  }

  private static Instant minute(int minute) {
    return NOW.plus(Duration.ofMinutes(minute - 30));
  }
}
