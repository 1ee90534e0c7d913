package homeroom.support.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void shouldKeepASentence() {
    assertThat(Reason.of("Grade is not licensed", List.of("Ada")))
        .isEqualTo("Grade is not licensed");
  }

  @Test
  void shouldLeaveOutWhatIsSomebodys() {
    assertThat(
            Reason.of(
                "ada LOVELACE (4711, a@b.example) is the same as \"Bo Diddley\"",
                List.of("Ada", "Lovelace")))
        .doesNotContainIgnoringCase("ada")
        .doesNotContainIgnoringCase("lovelace")
        .doesNotContain("4711", "@", "Diddley")
        .contains("is the same as");
  }

  @Test
  void shouldBeOneLineAndNotLong() {
    assertThat(Reason.of("no\n".repeat(200), List.of())).hasSizeLessThan(130).doesNotContain("\n");
  }

  @Test
  void shouldBeNothingWhereNothingIsLeft() {
    assertThat(Reason.of("4711", List.of())).isEmpty();
  }

  @Test
  void shouldLeaveOutAWordOfACell() {
    assertThat(Reason.of("Okafor is enrolled already", List.of("Ana Okafor")))
        .isEqualTo("… is enrolled already");
  }

  @Test
  void shouldNotTakeLongOverALongText() {
    String letters = "a".repeat(80_000);

    assertThat(assertTimeoutPreemptively(SOON, () -> Reason.of(letters, List.of("Ada")))).isEmpty();
    assertThat(assertTimeoutPreemptively(SOON, () -> Reason.of("No " + letters, List.of("Ada"))))
        .isEqualTo("No");
  }

  @Test
  void shouldLeaveOutWhatIsQuotedThoughTheQuoteIsCutShort() {
    assertThat(Reason.of("The same as \"" + "Bo ".repeat(400) + "\"", List.of()))
        .isEqualTo("The same as …");
  }
}
