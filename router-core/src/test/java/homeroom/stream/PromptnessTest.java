package homeroom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromptnessTest {

  private static final long NOON = 1_795_780_800_000L;

  private final Promptness promptness = new Promptness();

  @Test
  void shouldCommitSoonWhatCameJustNow() {
    promptness.took(NOON, NOON + 40);

    assertThat(promptness.look()).isTrue();
  }

  @Test
  void shouldLeaveACommitToTheIntervalWhenAnInputHadToWait() {
    promptness.took(NOON, NOON + 40);
    promptness.took(NOON, NOON + 400);
    promptness.took(NOON + 390, NOON + 400);

    assertThat(promptness.look()).isFalse();
  }

  @Test
  void shouldBePromptAgainOnceItHasCaughtUp() {
    promptness.took(NOON, NOON + 400);
    promptness.look();
    promptness.took(NOON + 410, NOON + 420);

    assertThat(promptness.look()).isTrue();
  }

  @Test
  void shouldCommitNothingWhereNothingCame() {
    promptness.took(NOON, NOON + 40);
    promptness.look();

    assertThat(promptness.look()).isFalse();
  }
}
