package homeroom.alert.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class AlertBookTest {

  private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");
  private static final Channel HOOK =
      new Channel.Webhook(() -> "http://127.0.0.1:1", Optional.empty(), Channel.Webhook.Body.SLACK);
  private static final AlertRule RULE =
      rule("data-team", Set.of(Trigger.CONFLICTS, Trigger.VIOLATIONS));
  private static final Cause EMAIL = conflict("email");
  private static final Failure DOWN =
      Failure.of(Failure.Kind.TRANSIENT, "DOWN", "It is down.", "Wait.");

  /** What was written down, as a restart finds it. */
  private final Map<String, Alert> written = new TreeMap<>();

  private Instant now = NOON;
  private AlertBook book = AlertBook.of(List.of(RULE), List.of(), NOON).book();

  private static AlertRule rule(String name, Set<Trigger> on) {
    return new AlertRule(
        name, on, HOOK, Duration.ofMinutes(1), Duration.ofHours(24), Optional.empty());
  }

  private static Cause conflict(String field) {
    return new Cause(
        Trigger.CONFLICTS, "student", List.of(field), List.of("sis", "lms"), "authority: sis");
  }

  private Occurrence occurrence(Cause cause, int number) {
    return new Occurrence(cause, Optional.of("pseudonym-" + number), now.plusSeconds(number));
  }

  private void take(Occurrence... occurrences) {
    apply(book.take(List.of(occurrences), now));
  }

  private void apply(AlertBook.Step step) {
    step.changed().forEach(alert -> written.put(alert.id(), alert));
    book = step.book();
  }

  private List<Alert> ready() {
    apply(book.begin(now));
    return book.ready(now);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private Alert sendOne() {
    List<Alert> ready = ready();
    assertThat(ready).hasSize(1);
    apply(book.sent(ready.getFirst().id(), now));
    return ready.getFirst();
  }

  @Test
  void shouldMakeOneMessageOfAThousandConflictsWithOneCause() {
    List<Occurrence> thousand = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      thousand.add(occurrence(EMAIL, i));
    }
    apply(book.take(thousand.subList(0, 400), now));
    apply(book.take(thousand.subList(400, 1_000), now));

    assertThat(ready()).isEmpty();
    pass(Duration.ofMinutes(1));
    Alert alert = sendOne();

    assertThat(alert.count()).isEqualTo(1_000);
    assertThat(alert.first()).isEqualTo(NOON);
    assertThat(alert.last()).isEqualTo(NOON.plusSeconds(999));
    assertThat(alert.examples())
        .containsExactly("pseudonym-0", "pseudonym-1", "pseudonym-2", "pseudonym-3", "pseudonym-4");
    assertThat(ready()).isEmpty();
    assertThat(written).hasSize(1);
  }

  @Test
  void shouldTellEachCauseByItself() {
    take(occurrence(EMAIL, 1), occurrence(conflict("grade"), 2), occurrence(EMAIL, 3));
    pass(Duration.ofMinutes(1));

    assertThat(ready()).extracting(Alert::count).containsExactly(2L, 1L);
  }

  @Test
  void shouldSayNothingMoreOfOneCauseUntilTheTimeToRepeatHasPassed() {
    take(occurrence(EMAIL, 1));
    pass(Duration.ofMinutes(1));
    Alert first = sendOne();

    take(occurrence(EMAIL, 2), occurrence(EMAIL, 3));
    pass(Duration.ofHours(23));
    take(occurrence(EMAIL, 4));
    assertThat(ready()).isEmpty();

    pass(Duration.ofHours(1));
    Alert second = sendOne();
    assertThat(second.count()).isEqualTo(3);
    assertThat(second.id()).isNotEqualTo(first.id());
  }

  @Test
  void shouldTellOnlyTheRulesThatAreForIt() {
    AlertRule other = rule("rows", Set.of(Trigger.REJECTED_ROWS));
    AlertRule both = rule("both", Set.of(Trigger.REJECTED_ROWS, Trigger.CONFLICTS));
    book = AlertBook.of(List.of(RULE, other, both), List.of(), NOON).book();

    take(occurrence(EMAIL, 1));
    pass(Duration.ofMinutes(1));

    assertThat(ready()).extracting(Alert::name).containsExactlyInAnyOrder("data-team", "both");
  }

  @Test
  void shouldGoOnAfterARestartWithWhatWasWrittenDown() {
    take(occurrence(EMAIL, 1));
    pass(Duration.ofSeconds(30));
    restart(RULE);
    take(occurrence(EMAIL, 2));
    pass(Duration.ofSeconds(30));
    Alert begun = ready().getFirst();

    restart(RULE);
    assertThat(ready()).as("the same message, under the same id").containsExactly(begun);
    apply(book.sent(begun.id(), now));

    restart(RULE);
    take(occurrence(EMAIL, 3));
    pass(Duration.ofHours(23));
    assertThat(ready()).as("it is known that it was told").isEmpty();
    assertThat(begun.count()).isEqualTo(2);
  }

  private void restart(AlertRule... rules) {
    apply(AlertBook.of(List.of(rules), written.values(), now));
  }

  @Test
  void shouldDropWhatARuleHadOpenThatIsNoLongerThere() {
    take(occurrence(EMAIL, 1));

    restart(rule("another", Set.of(Trigger.CONFLICTS)));
    pass(Duration.ofMinutes(1));

    assertThat(ready()).isEmpty();
    assertThat(written.values()).extracting(Alert::status).containsExactly(Alert.Status.DROPPED);
  }

  @Test
  void shouldAddNothingToAMessageThatIsBeingSent() {
    take(occurrence(EMAIL, 1));
    pass(Duration.ofMinutes(1));
    Alert begun = ready().getFirst();
    take(occurrence(EMAIL, 2));
    pass(Duration.ofMinutes(1));

    assertThat(ready()).containsExactly(begun);
    apply(book.sent(begun.id(), now));
    pass(Duration.ofHours(24).minusSeconds(1));
    assertThat(ready()).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(sendOne().count()).isEqualTo(1);
  }

  @Test
  void shouldTryAgainMoreAndMoreSlowly() {
    take(occurrence(EMAIL, 1));
    pass(Duration.ofMinutes(1));
    String id = ready().getFirst().id();

    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      apply(book.failed(id, DOWN, now));
      Instant next = written.get(id).nextAttempt().orElseThrow();
      pauses.add(Duration.between(now, next).toSeconds());
      assertThat(book.ready(next.minusMillis(1))).isEmpty();
      now = next;
      assertThat(ready()).extracting(Alert::id).containsExactly(id);
    }

    assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 900L, 900L);
  }

  @Test
  void shouldWaitAsLongAsTheReceiverAsks() {
    take(occurrence(EMAIL, 1));
    pass(Duration.ofMinutes(1));
    String id = ready().getFirst().id();

    apply(
        book.failed(
            id,
            new Failure(
                Failure.Kind.THROTTLED, "SLOW", "Slow.", "Wait.", Optional.of(Duration.ofHours(1))),
            now));

    assertThat(written.get(id).nextAttempt()).contains(now.plus(Duration.ofHours(1)));
  }

  @Test
  void shouldGiveUpAfterADayAndSaySoUntilOneGetsOut() {
    take(occurrence(EMAIL, 1));
    pass(Duration.ofMinutes(1));
    String id = ready().getFirst().id();
    Instant begun = now;
    while (written.get(id).isOpen()) {
      apply(book.failed(id, DOWN, now));
      now = written.get(id).nextAttempt().orElse(now);
    }

    assertThat(written.get(id).status()).isEqualTo(Alert.Status.GIVEN_UP);
    assertThat(Duration.between(begun, now)).isBetween(Duration.ofHours(23), Duration.ofHours(24));
    restart(RULE);
    assertThat(book.troubles())
        .singleElement()
        .satisfies(
            trouble -> {
              assertThat(trouble.code()).isEqualTo("DOWN");
              assertThat(trouble.message()).contains("data-team was given up after");
            });

    take(occurrence(EMAIL, 2));
    pass(Duration.ofMinutes(1));
    sendOne();
    assertThat(book.troubles()).isEmpty();
  }

  @Test
  void shouldSayThatAMessageDoesNotGetOutBeforeItIsGivenUp() {
    take(occurrence(EMAIL, 1));
    pass(Duration.ofMinutes(1));
    String id = ready().getFirst().id();
    for (int i = 0; i < 3; i++) {
      assertThat(book.troubles()).isEmpty();
      apply(book.failed(id, DOWN, now));
    }

    assertThat(book.troubles())
        .singleElement()
        .satisfies(it -> assertThat(it.message()).contains("did not get out so far in 3 tries"));
  }

  @Test
  void shouldSayWhatHappenedAndHowToSeeIt() {
    take(occurrence(EMAIL, 1), occurrence(EMAIL, 2));
    pass(Duration.ofMinutes(1));

    AlertText text = AlertText.of(sendOne(), Optional.of("https://hub.cedar.example/"));

    assertThat(text.lines())
        .containsExactly(
            "2 conflicts of student email between lms and sis",
            "",
            "entity    student",
            "fields    email",
            "systems   lms, sis",
            "rule      authority: sis",
            "first     2026-09-01T12:00:01Z",
            "last      2026-09-01T12:00:02Z",
            "examples  pseudonym-1, pseudonym-2",
            "",
            "See:      homeroom conflicts --system lms --entity student --from"
                + " 2026-09-01T12:00:01Z",
            "          https://hub.cedar.example/api/v1/conflicts?system=lms&entity=student"
                + "&from=2026-09-01T12:00:01Z");
  }
}
