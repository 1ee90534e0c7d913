package homeroom.planning;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.planning.Guard.Bounds;
import homeroom.planning.Guard.Excess;
import homeroom.planning.Guard.Hold;
import homeroom.planning.Guard.Judgement;
import homeroom.planning.Guard.Kind;
import homeroom.planning.Guard.Limit;
import homeroom.planning.Guard.Part;
import homeroom.planning.Guard.Season;
import java.time.Instant;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GuardTest {

  private static final Instant FALL = Instant.parse("2026-10-01T12:00:00Z");

  private static Guard guard(Map<Kind, Limit> limits, int allowance) {
    return new Guard(
        new Bounds(limits, Map.of(), allowance, Hold.DELETES), List.of(), ZoneOffset.UTC, 1);
  }

  private static Part students(long known, Kind kind, long number) {
    return new Part("users.csv", "student", known, known, Map.of(kind, number), false);
  }

  private static Judgement judge(Guard guard, Part... parts) {
    return guard.judge(List.of(parts), FALL);
  }

  @ParameterizedTest(name = "{0} of {1} with at most 5 % and an allowance of 10: {2}")
  @CsvSource({
    "10, 12, false",
    "11, 12, true",
    "50, 1000, false",
    "51, 1000, true",
    "0, 0, false",
  })
  void shouldHoldAShareThatIsBeyondTheAllowance(long number, long known, boolean held) {
    Guard guard = guard(Map.of(Kind.DELETES, Limit.share(0.05)), 10);

    assertThat(judge(guard, students(known, Kind.DELETES, number)).letsAllThrough())
        .isEqualTo(!held);
  }

  @ParameterizedTest(name = "{0} with at most 200: {1}")
  @CsvSource({"200, false", "201, true"})
  void shouldHoldANumberWhateverTheAllowance(long number, boolean held) {
    Guard guard = guard(Map.of(Kind.CREATES, Limit.count(200)), 1_000);

    assertThat(judge(guard, students(0, Kind.CREATES, number)).letsAllThrough()).isEqualTo(!held);
  }

  @Test
  void shouldTakeNoShareOfNothing() {
    Guard guard = guard(Map.of(Kind.CREATES, Limit.share(0.1)), 0);

    assertThat(judge(guard, students(0, Kind.CREATES, 30_000)).letsAllThrough()).isTrue();
    assertThat(judge(guard, students(100, Kind.CREATES, 11)).letsAllThrough()).isFalse();
  }

  @Test
  void shouldLetNothingThroughWhereNoneIsAllowed() {
    Guard guard = guard(Map.of(Kind.DELETES, Limit.NONE), 10);

    assertThat(judge(guard, students(1_000, Kind.DELETES, 1)).letsAllThrough()).isFalse();
  }

  @Test
  void shouldHoldOnlyTheDeletionsOfThePartOfWhichTooManyAreGone() {
    Judgement judgement =
        judge(
            Guard.DEFAULT,
            students(1_000, Kind.DELETES, 400),
            new Part("users.csv", "teacher", 100, 1_000, Map.of(Kind.DELETES, 1L), false));

    assertThat(judgement.whole()).isFalse();
    assertThat(judgement.holdsDeletes("users.csv", "student")).isTrue();
    assertThat(judgement.holdsDeletes("users.csv", "teacher")).isFalse();
  }

  @Test
  void shouldHoldTheWholeBatchWhereTooMuchOfItIsOther() {
    assertThat(judge(Guard.DEFAULT, students(1_000, Kind.UPDATES, 751)).whole()).isTrue();
    assertThat(judge(Guard.DEFAULT, students(1_000, Kind.UPDATES, 750)).letsAllThrough()).isTrue();
    assertThat(judge(Guard.DEFAULT, students(1_000, Kind.REJECTS, 101)).whole()).isTrue();
  }

  @Test
  void shouldHoldTheWholeBatchForDeletionsWhereThatIsSaid() {
    Bounds bounds = new Bounds(Map.of(Kind.DELETES, Limit.count(3)), Map.of(), 0, Hold.ALL);
    Guard guard = new Guard(bounds, List.of(), ZoneOffset.UTC, 1);

    assertThat(judge(guard, students(1_000, Kind.DELETES, 4)).whole()).isTrue();
    assertThat(judge(guard, students(1_000, Kind.DELETES, 3)).whole()).isFalse();
  }

  @Test
  void shouldHoldTheDeletionsOfWhatCouldNotBeReadWhole() {
    Part part = new Part("users.csv", "student", 1_000, 999, Map.of(Kind.DELETES, 1L), true);

    assertThat(judge(Guard.DEFAULT, part).holdsDeletes("users.csv", "student")).isTrue();
  }

  @Test
  void shouldJudgeAnEntityByItsOwnLimits() {
    Bounds bounds =
        new Bounds(
            Map.of(Kind.DELETES, Limit.share(0.05), Kind.UPDATES, Limit.share(0.5)),
            Map.of("student", Map.of(Kind.DELETES, Limit.share(0.4))),
            0,
            Hold.DELETES);
    Guard guard = new Guard(bounds, List.of(), ZoneOffset.UTC, 1);

    assertThat(judge(guard, students(100, Kind.DELETES, 40)).letsAllThrough()).isTrue();
    assertThat(judge(guard, students(100, Kind.UPDATES, 51)).excesses())
        .extracting(Excess::kind)
        .containsExactly(Kind.UPDATES);
  }

  private static final Bounds ADDITIONS_ONLY =
      new Bounds(
          Map.of(Kind.UPDATES, Limit.ANY, Kind.DELETES, Limit.NONE), Map.of(), 10, Hold.DELETES);

  private static Guard seasonal(String from, String until, String zone) {
    Season summer =
        new Season(
            "summer", MonthDay.parse("--" + from), MonthDay.parse("--" + until), ADDITIONS_ONLY);
    return new Guard(Guard.DEFAULT.usual(), List.of(summer), ZoneId.of(zone), 1);
  }

  @ParameterizedTest(name = "{0} to {1}, at {2}: {3}")
  @CsvSource({
    "07-15, 08-20, 2027-07-14T23:59:59Z, false",
    "07-15, 08-20, 2027-07-15T00:00:00Z, true",
    "07-15, 08-20, 2029-08-20T23:59:59Z, true",
    "07-15, 08-20, 2027-08-21T00:00:00Z, false",
    "12-20, 01-06, 2026-12-24T12:00:00Z, true",
    "12-20, 01-06, 2027-01-06T12:00:00Z, true",
    "12-20, 01-06, 2027-01-07T12:00:00Z, false",
    "12-20, 01-06, 2027-07-01T12:00:00Z, false",
    "02-29, 02-29, 2028-02-29T12:00:00Z, true",
  })
  void shouldChangeWithTheSeasonAndBackByItself(
      String from, String until, Instant at, boolean summer) {
    Guard guard = seasonal(from, until, "UTC");

    assertThat(guard.season(at).map(Season::name))
        .isEqualTo(summer ? Optional.of("summer") : Optional.empty());
    assertThat(guard.judge(List.of(students(1_000, Kind.DELETES, 1)), at).letsAllThrough())
        .isEqualTo(!summer);
    assertThat(guard.judge(List.of(students(1_000, Kind.UPDATES, 999)), at).letsAllThrough())
        .isEqualTo(summer);
  }

  @Test
  void shouldCountTheDaysOfItsZone() {
    Instant evening = Instant.parse("2027-07-15T03:00:00Z");

    assertThat(seasonal("07-15", "08-20", "UTC").season(evening)).isPresent();
    assertThat(seasonal("07-15", "08-20", "America/Chicago").season(evening)).isEmpty();
  }

  @Test
  void shouldSayInWhichSeasonItJudged() {
    Judgement judgement =
        seasonal("09-01", "10-31", "UTC").judge(List.of(students(9, Kind.DELETES, 1)), FALL);

    assertThat(judgement.season()).contains("summer");
  }
}
