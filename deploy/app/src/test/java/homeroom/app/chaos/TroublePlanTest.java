package homeroom.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.app.chaos.Trouble.AtSystem;
import homeroom.app.chaos.Trouble.KillHub;
import homeroom.app.chaos.Trouble.RebuiltEmpty;
import homeroom.app.chaos.Trouble.RestartBroker;
import homeroom.app.chaos.Trouble.SecondHub;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TroublePlanTest {

  @Test
  void shouldMakeTheSamePlanOfTheSameSeed() {
    assertThat(TroublePlan.of(7, 2)).isEqualTo(TroublePlan.of(7, 2));
    assertThat(TroublePlan.of(7, 2)).isNotEqualTo(TroublePlan.of(8, 2));
  }

  @Test
  void shouldKillTheHubSixTimesInTwoMinutesAndTwentyTimesInTen() {
    assertThat(all(TroublePlan.of(1, 2), KillHub.class)).hasSize(6);
    assertThat(all(TroublePlan.of(1, 10), KillHub.class)).hasSize(20);
  }

  @Test
  void shouldRestartTheBrokerBringASecondHubAndEmptyTheWarehouseInEveryPlan() {
    LongStream.range(0, 50)
        .mapToObj(seed -> TroublePlan.of(seed, 1))
        .forEach(
            plan -> {
              assertThat(all(plan, RestartBroker.class)).isNotEmpty();
              assertThat(all(plan, SecondHub.class)).isNotEmpty();
              assertThat(all(plan, RebuiltEmpty.class)).isNotEmpty();
            });
  }

  @Test
  void shouldMakeEverySystemDoAllThatItCanInTenMinutes() {
    TroublePlan plan = TroublePlan.of(3, 10);

    for (String system : TroublePlan.SYSTEMS) {
      Set<Trouble.Kind> kinds = new HashSet<>();
      all(plan, AtSystem.class).stream()
          .filter(trouble -> trouble.system().equals(system))
          .forEach(trouble -> kinds.add(trouble.kind()));
      assertThat(kinds).containsExactlyInAnyOrderElementsOf(Trouble.kinds(system));
    }
  }

  @Test
  void shouldNotBeginATroubleAtASystemBeforeItsLastOneIsOver() {
    for (String system : TroublePlan.SYSTEMS) {
      Duration free = Duration.ZERO;
      for (TroublePlan.Step step : TroublePlan.of(5, 10).steps()) {
        if (step.trouble() instanceof AtSystem(var where, var kind, var length)
            && where.equals(system)) {
          assertThat(step.at()).isGreaterThan(free);
          free = step.at().plus(length);
        }
      }
    }
  }

  @Test
  void shouldNotLetTwoSecondHubsComeAtOnce() {
    LongStream.range(0, 200)
        .mapToObj(seed -> TroublePlan.of(seed, 10))
        .forEach(
            plan -> {
              Duration free = Duration.ZERO;
              for (TroublePlan.Step step : plan.steps()) {
                if (step.trouble() instanceof SecondHub(var length, var killed)) {
                  assertThat(step.at()).isGreaterThan(free);
                  free = step.at().plus(length);
                }
              }
            });
  }

  @Test
  void shouldListStepsInOrderOfTimeAndWithinTheLength() {
    List<TroublePlan.Step> steps = TroublePlan.of(4, 2).steps();

    assertThat(steps)
        .isSortedAccordingTo(Comparator.comparing(TroublePlan.Step::at))
        .allMatch(step -> step.at().compareTo(Duration.ofMinutes(2)) < 0);
  }

  private static <T extends Trouble> List<T> all(TroublePlan plan, Class<T> kind) {
    return plan.steps().stream()
        .map(TroublePlan.Step::trouble)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }
}
