package homeroom.outage;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OutageBookTest {

  private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Trouble DOWN = trouble("lms", Kind.TRANSIENT, "HTTP_CONNECT");
  private static final Trouble TIMED_OUT = trouble("lms", Kind.UNKNOWN, "HTTP_NO_ANSWER");
  private static final Trouble REFUSED = trouble("lms", Kind.CREDENTIAL, "HTTP_UNAUTHORISED");

  private OutageBook book = OutageBook.of(List.of(), NOON);
  private Instant now = NOON;

  private static Trouble trouble(String system, Kind kind, String code) {
    return new Trouble(system, Failure.of(kind, code, "it does not work", "mend it"));
  }

  /** Looks every few seconds for so long, and tells what began or ended. */
  private List<Outage> pass(Duration time, Trouble... troubles) {
    List<Outage> changed = new ArrayList<>();
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      now = now.plus(LOOK);
      OutageBook.Step step = book.look(List.of(troubles), now);
      book = step.book();
      changed.addAll(step.changed());
    }
    return changed;
  }

  @Test
  void shouldSayNothingOfASystemThatIsRestarted() {
    assertThat(pass(Duration.ofMinutes(9), DOWN)).isEmpty();
    assertThat(pass(Duration.ofHours(1))).isEmpty();
  }

  @Test
  void shouldTellOnceOfASystemThatStaysDownWhateverItsFailureIsCalled() {
    List<Outage> told = pass(Duration.ofMinutes(5), DOWN);
    told.addAll(pass(Duration.ofMinutes(5).plus(LOOK), TIMED_OUT));
    assertThat(told)
        .singleElement()
        .satisfies(
            outage -> {
              assertThat(outage.beganAt()).isEqualTo(NOON.plus(LOOK));
              assertThat(outage.failure().code()).isEqualTo("HTTP_NO_ANSWER");
              assertThat(outage.endedAt()).isEmpty();
            });

    assertThat(pass(Duration.ofHours(5), DOWN)).isEmpty();
  }

  @Test
  void shouldTellSoonerOfWhatNeedsAPerson() {
    assertThat(pass(Duration.ofSeconds(30), REFUSED))
        .extracting(outage -> outage.failure().code())
        .containsExactly("HTTP_UNAUTHORISED");
  }

  @Test
  void shouldTellOfASystemThatCameBackAndWantsANewPassword() {
    pass(Duration.ofMinutes(11), DOWN);
    List<Outage> changed = pass(Duration.ofMinutes(3), REFUSED);

    assertThat(changed)
        .extracting(outage -> outage.failure().code() + outage.endedAt().isPresent())
        .containsExactlyInAnyOrder("HTTP_CONNECTtrue", "HTTP_UNAUTHORISEDfalse");
  }

  @Test
  void shouldTellOnceThatItIsOver() {
    pass(Duration.ofMinutes(11), DOWN);
    Instant last = now;

    assertThat(pass(Duration.ofHours(1)))
        .singleElement()
        .extracting(Outage::endedAt)
        .isEqualTo(Optional.of(last));
  }

  @Test
  void shouldNotTakeAMomentForTheEnd() {
    pass(Duration.ofMinutes(11), DOWN);
    List<Outage> changed = pass(Duration.ofSeconds(50));
    changed.addAll(pass(Duration.ofMinutes(5), DOWN));
    assertThat(changed).isEmpty();
  }

  @Test
  void shouldNotTakeAMomentForTheEndBeforeItIsTold() {
    for (int minute = 0; minute < 9; minute++) {
      assertThat(pass(Duration.ofSeconds(30), DOWN)).isEmpty();
      assertThat(pass(Duration.ofSeconds(30))).isEmpty();
    }
    assertThat(pass(Duration.ofMinutes(2), DOWN)).hasSize(1);
  }

  @Test
  void shouldGoOnWithWhatWasToldBeforeARestart() {
    Outage told = pass(Duration.ofMinutes(11), DOWN).getFirst();

    book = OutageBook.of(List.of(told), now);
    assertThat(pass(Duration.ofMinutes(30), DOWN)).isEmpty();

    book = OutageBook.of(List.of(told), now);
    assertThat(pass(Duration.ofMinutes(2)))
        .singleElement()
        .satisfies(outage -> assertThat(outage.endedAt()).isPresent());
  }

  @Test
  void shouldTellEachSystemApart() {
    assertThat(
            pass(Duration.ofMinutes(11), DOWN, trouble("warehouse", Kind.TRANSIENT, "SQL_CONNECT")))
        .extracting(outage -> outage.subject().system())
        .containsExactlyInAnyOrder("lms", "warehouse");
  }
}
