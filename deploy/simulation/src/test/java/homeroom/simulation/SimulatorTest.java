package homeroom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldFindNothingThatDoesNotHold(long seed) {
    Simulator.Outcome outcome = new Simulator(Decider.HUB, false).run(seed, 5_000);

    assertThat(outcome.first()).isEmpty();
    assertThat(outcome.figures()).containsEntry("steps", 5_000L).containsEntry("failedRuns", 0L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void shouldGiveTheSameForTheSameSeed(long seed) {
    assertThat(new Simulator(Decider.HUB, false).run(seed, 1_000))
        .isEqualTo(new Simulator(Decider.HUB, false).run(seed, 1_000));
  }
}
