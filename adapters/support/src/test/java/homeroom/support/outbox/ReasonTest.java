package homeroom.support.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonTest {

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
}
