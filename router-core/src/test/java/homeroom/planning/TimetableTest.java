package homeroom.planning;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.planning.Timetable.Silence;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimetableTest {

  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  private static Timetable asked(String cron) {
    return new Timetable(
        Optional.empty(), Recurring.of(cron, CHICAGO), Optional.empty(), Optional.empty());
  }

  private static Timetable expected(String by) {
    return new Timetable(
        Optional.empty(), Optional.empty(), Recurring.of(by, CHICAGO), Optional.empty());
  }

  @ParameterizedTest(name = "{0}: at most {1}")
  @CsvSource({
    "0 2 * * *, PT24H",
    "02:00, PT24H",
    "0 2 * * 1-5, PT72H",
    "*/5 * * * *, PT5M",
    "*/5 6-18 * * 1-5, PT59H5M",
    "'0 6-11,15-18 * * *', PT12H",
    "0 6 1 * *, PT744H",
  })
  void shouldKnowHowOldDataGetsBetweenTwoAskings(String cron, Duration longest) {
    assertThat(asked(cron).oldestBetween()).contains(longest);
  }

  @Test
  void shouldCountTheTimeBetweenTwoDeadlinesWhereThatIsLonger() {
    Timetable often =
        new Timetable(
            Optional.of(Duration.ofSeconds(10)),
            Optional.empty(),
            Recurring.of("02:30", ZoneId.of("UTC")),
            Optional.empty());

    assertThat(often.oldestBetween()).contains(Duration.ofHours(24));
    assertThat(Timetable.NONE.oldestBetween()).isEmpty();
  }

  @ParameterizedTest(name = "{0} after {1}: {2}")
  @CsvSource({
    "0 2 * * *, 2026-10-01T00:00:00Z, 2026-10-01T07:00:00Z",
    "0 2 * * *, 2026-10-01T07:00:00Z, 2026-10-02T07:00:00Z",
    "02:00, 2026-12-01T00:00:00Z, 2026-12-01T08:00:00Z",
    "30 6 * * 1-5, 2026-10-02T12:00:00Z, 2026-10-05T11:30:00Z",
    // The night in which the clocks are put on has no 02:30.
    "30 2 * * *, 2026-03-08T07:00:00Z, 2026-03-08T08:30:00Z",
    "30 2 * * *, 2026-03-08T08:10:00Z, 2026-03-08T08:30:00Z",
    "30 2 * * *, 2026-03-08T08:30:00Z, 2026-03-09T07:30:00Z",
    // The night in which they are put back has two; it is asked at the first.
    "30 1 * * *, 2026-11-01T05:00:00Z, 2026-11-01T06:30:00Z",
    "30 1 * * *, 2026-11-01T06:30:00Z, 2026-11-02T07:30:00Z",
    "30 1 * * *, 2026-11-01T07:10:00Z, 2026-11-02T07:30:00Z",
  })
  void shouldAskByTheClockOnTheWall(String cron, Instant after, Instant next) {
    assertThat(asked(cron).next(after)).contains(next);
  }

  @Test
  void shouldAskSoLongAfterEachEnd() {
    Timetable timetable =
        new Timetable(
            Optional.of(Duration.ofMinutes(5)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(timetable.next(Instant.EPOCH)).contains(Instant.EPOCH.plusSeconds(300));
    assertThat(timetable.isAsked()).isTrue();
    assertThat(Timetable.NONE.isAsked()).isFalse();
    assertThat(Timetable.NONE.next(Instant.EPOCH)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "daily", "25:00", "6", "0 2 * *", "0 2 30 2 *", "61 2 * * *"})
  void shouldNotUnderstandWhatIsNoTime(String text) {
    assertThat(Recurring.of(text, CHICAGO)).isEmpty();
  }

  @ParameterizedTest(name = "by {0}, came {1}, now {2}: late {3}")
  @CsvSource({
    // 06:00 in Chicago is 11:00 UTC in October.
    "06:00, 2026-10-01T07:00:00Z, 2026-10-01T12:00:00Z, false",
    "06:00, 2026-10-01T07:00:00Z, 2026-10-02T10:59:00Z, false",
    "06:00, 2026-10-01T07:00:00Z, 2026-10-02T11:00:00Z, true",
    "06:00, 2026-10-01T11:30:00Z, 2026-10-02T11:00:00Z, false",
    // Nobody waits for anything at the weekend.
    "0 6 * * 1-5, 2026-10-02T07:00:00Z, 2026-10-05T10:59:00Z, false",
    "0 6 * * 1-5, 2026-10-02T07:00:00Z, 2026-10-05T11:00:00Z, true",
    "0 6 * * 1-5, 2026-10-05T07:00:00Z, 2026-10-05T11:00:00Z, false",
  })
  void shouldMissWhatIsLate(String by, Instant came, Instant now, boolean late) {
    assertThat(expected(by).silence(came, now))
        .isEqualTo(late ? Optional.of(Silence.LATE) : Optional.empty());
  }

  @Test
  void shouldSayWhenDataIsTooOld() {
    Timetable timetable =
        new Timetable(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Duration.ofHours(26)));
    Instant came = Instant.parse("2026-10-01T07:00:00Z");

    assertThat(timetable.silence(came, came.plus(Duration.ofHours(26)))).isEmpty();
    assertThat(timetable.silence(came, came.plus(Duration.ofHours(26)).plusMillis(1)))
        .contains(Silence.STALE);
  }
}
