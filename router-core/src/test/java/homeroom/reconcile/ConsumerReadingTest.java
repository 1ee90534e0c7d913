package homeroom.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.api.AdapterFailure;
import homeroom.planning.Rules;
import homeroom.reconcile.Reconciliation.Report;
import homeroom.reconcile.compare.Finding;
import homeroom.reconcile.compare.Note;
import homeroom.reconcile.compare.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reading a whole system, while it and the hub go on working. */
class ConsumerReadingTest {

  private final HubRecords hub = new HubRecords();
  private final HeldThere lms = new HeldThere();
  private final List<Long> progress = new ArrayList<>();

  private Report compared() throws Exception {
    return compared(SomeRules.rules(), Optional.empty());
  }

  private Report compared(Rules rules, Optional<String> entity) throws Exception {
    Question question = new Question("lms", Optional.empty(), entity, false);
    return new ConsumerReading(question, lms, rules, hub, progress::add).compare();
  }

  private static List<String> texts(Report report) {
    return report.findings().stream().map(ConsumerReadingTest::text).toList();
  }

  private static String text(Finding finding) {
    return finding.verdict()
        + " "
        + finding.entity()
        + "/"
        + finding.key().orElse("?")
        + finding.note().map(note -> " " + note).orElse("")
        + finding.because().map(why -> " " + why).orElse("");
  }

  @Test
  void shouldCompareMoreThanOnePageOfRecords() throws Exception {
    for (int i = 0; i < 2_500; i++) {
      hub.holding("student/" + i, "name", "n" + i);
      if (i != 1_700) {
        lms.holding("users", "u" + i, "id", Integer.toString(i), "name", "n" + i);
      }
    }
    Report report = compared(SomeRules.rules(), Optional.of("student"));

    assertThat(texts(report)).containsExactly("MISSING student/1700");
    assertThat(report.counts().get("student"))
        .isEqualTo(Map.of(Verdict.EQUAL, 2_499L, Verdict.MISSING, 1L));
    assertThat(hub.pages()).isEqualTo(3);
    assertThat(progress).contains(0L, 100L, 2_400L).endsWith(2_499L);
  }

  @Test
  void shouldEndWithTheSystemsFailureWhenALaterPageCannotBeRead() {
    hub.holding("student/1", "name", "Ada");
    lms.holding("users", "u1", "id", "1", "name", "Ada").breaking();

    assertThatThrownBy(this::compared)
        .isInstanceOfSatisfying(
            AdapterFailure.class,
            failed -> assertThat(failed.failure().code()).isEqualTo("LMS_DOWN"));
  }

  @Test
  void shouldSayWhatTheHubKnowsAlready() throws Exception {
    for (int i = 1; i <= 4; i++) {
      hub.holding("student/" + i, "name", "Ada");
    }
    hub.owing("student/1", new Records.Known(Note.OWED, Optional.empty()));
    hub.owing("student/2", new Records.Known(Note.WAITING, Optional.of("class/3")));
    hub.owing("student/3", new Records.Known(Note.REFUSED, Optional.of("EMAIL_TAKEN")));

    assertThat(texts(compared()))
        .containsExactly(
            "MISSING student/1 OWED",
            "MISSING student/2 WAITING class/3",
            "MISSING student/3 REFUSED EMAIL_TAKEN",
            "MISSING student/4");
    assertThat(compared().toRepair())
        .extracting(ConsumerReadingTest::text)
        .containsExactly("MISSING student/4");
  }

  @Test
  void shouldNotBlameASystemForWhatWasDeliveredWhileItWasRead() throws Exception {
    hub.holding("student/1", "name", "Ada").holding("student/2", "name", "Bea");
    lms.thenDoing(() -> hub.delivered("student/1"));

    Report report = compared(SomeRules.rules(), Optional.of("student"));

    assertThat(texts(report)).containsExactly("MISSING student/1 MOVED", "MISSING student/2");
    assertThat(report.toRepair())
        .extracting(ConsumerReadingTest::text)
        .containsExactly("MISSING student/2");
  }

  @Test
  void shouldLeaveWhatSleepsThereToWhoeverAsksForIt() throws Exception {
    hub.holding("student/1", "name", "Ada");
    lms.asleep("users", "u1", "id", "1", "name", "Ada");

    Report report = compared();

    assertThat(texts(report)).containsExactly("INACTIVE student/1");
    assertThat(report.toRepair()).isEmpty();
    assertThat(report.toWake()).hasSize(1);
  }

  @Test
  void shouldSayThatNothingWasComparedWhereEveryVersionIsKept() throws Exception {
    hub.holding("student/1", "name", "Ada");

    Report report = compared(SomeRules.histories(), Optional.empty());

    assertThat(report.compared()).isFalse();
    assertThat(report.isEqual()).isFalse();
    assertThat(report.leftOut()).containsExactly("users");
  }

  @Test
  void shouldNotTakeALostTableForAnEmptyOne() throws Exception {
    lms.without("users");
    assertThat(compared().isEqual()).isTrue();

    hub.holding("student/1", "name", "Ada");
    assertThatThrownBy(this::compared)
        .isInstanceOfSatisfying(
            AdapterFailure.class,
            failed -> assertThat(failed.failure().code()).isEqualTo("RECONCILE_TARGET_GONE"));
  }
}
