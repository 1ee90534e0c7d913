package homeroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Applied;
import homeroom.api.Outcome.Effect;
import homeroom.api.Probe;
import homeroom.api.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every consumer adapter keeps, as tests. A test class implements this and says how to open
 * its system; each test opens one of its own.
 *
 * <pre>{@code
 * class ScimContractTest implements ConsumerContract {
 *   @Override
 *   public OutsideSystem open() { ... }
 * }
 * }</pre>
 */
public interface ConsumerContract {

  /** An empty system and an adapter in front of it. */
  OutsideSystem open();

  @Test
  default void shouldCreateWhatIsNotThere() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);

      Effect effect = trial.effect(trial.deliveries().create(1));

      assertThat(effect).isEqualTo(Effect.CREATED);
      assertThat(system.count()).isEqualTo(1);
    }
  }

  @Test
  default void shouldChangeNothingWhenADeliveryIsRepeated() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      Delivery delivery = trial.deliveries().create(1);
      Applied first = trial.applied(delivery);
      Map<String, Map<String, Value>> before = trial.held();

      Applied second = trial.applied(delivery);

      assertThat(second.effect()).isIn(Effect.UNCHANGED, first.effect());
      assertThat(second.remoteId()).isEqualTo(first.remoteId());
      assertThat(trial.held()).isEqualTo(before);
      assertThat(system.count()).isEqualTo(1);
    }
  }

  @Test
  default void shouldNotCreateASecondOneAfterALostAnswer() {
    try (OutsideSystem system = open()) {
      Assumptions.assumeTrue(
          system.loseAnswers(), "skipped: this system cannot lose an answer on purpose");
      Trial trial = new Trial(system);
      Delivery delivery = trial.deliveries().create(1);

      Outcome lost = trial.outcome(delivery);
      system.comeBack();
      trial.applied(delivery);

      if (!(lost instanceof Applied)) {
        assertThat(Trial.failure(lost).kind()).isEqualTo(Failure.Kind.UNKNOWN);
      }
      assertThat(system.count()).isEqualTo(1);
    }
  }

  @Test
  default void shouldCallALostAnswerToAnUpdateUnknown() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      Optional<String> id = trial.applied(trial.deliveries().create(1)).remoteId();
      Assumptions.assumeTrue(
          system.loseAnswers(), "skipped: this system cannot lose an answer on purpose");
      Map<String, Value> payload =
          trial.deliveries().payloadWith(1, system.changeable(), Value.text("Changed"));

      Outcome lost =
          trial.outcome(trial.deliveries().update(1, payload, Set.of(system.changeable()), id));

      if (!(lost instanceof Applied)) {
        assertThat(Trial.failure(lost).kind()).isEqualTo(Failure.Kind.UNKNOWN);
      }
    }
  }

  @Test
  default void shouldNotCreateASecondOneWhenTheHubDoesNotKnowTheFirst() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      trial.applied(trial.deliveries().create(1));

      Effect effect = trial.effect(trial.deliveries().create(1));

      assertThat(effect).isEqualTo(Effect.UNCHANGED);
      assertThat(system.count()).isEqualTo(1);
    }
  }

  @Test
  default void shouldWriteOnlyWhatChanged() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      Optional<String> id = trial.applied(trial.deliveries().create(1)).remoteId();
      Map<String, Value> payload =
          trial.deliveries().payloadWith(1, system.changeable(), Value.text("Changed"));
      payload.put(system.alsoChangeable(), Value.text("Not to be written"));

      Effect effect =
          trial.effect(trial.deliveries().update(1, payload, Set.of(system.changeable()), id));

      assertThat(effect).isEqualTo(Effect.UPDATED);
      assertThat(trial.held(1))
          .containsEntry(system.changeable(), Value.text("Changed"))
          .containsEntry(system.alsoChangeable(), system.payload(1).get(system.alsoChangeable()));
    }
  }

  @Test
  default void shouldChangeNothingWhenNothingDiffers() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      Optional<String> id = trial.applied(trial.deliveries().create(1)).remoteId();
      Map<String, Map<String, Value>> before = trial.held();

      Applied applied =
          trial.applied(
              trial.deliveries().update(1, system.payload(1), Set.of(system.changeable()), id));

      assertThat(trial.held()).isEqualTo(before);
      assertThat(applied.remoteId()).isEqualTo(id);
      if (system.isReadBeforeUpdates()) {
        assertThat(applied.effect()).isEqualTo(Effect.UNCHANGED);
      } else {
        assertThat(applied.effect()).isEqualTo(Effect.UPDATED);
      }
    }
  }

  @Test
  default void shouldDoTheOthersWhenOneIsRefused() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      Delivery one = trial.deliveries().create(1);
      Delivery bad = trial.deliveries().create(2, system.refused(2));
      Delivery three = trial.deliveries().create(3);

      Map<String, Outcome> outcomes = trial.outcomes(List.of(one, bad, three));

      assertThat(Trial.applied(outcomes.get(one.id())).effect()).isEqualTo(Effect.CREATED);
      assertThat(Trial.failure(outcomes.get(bad.id())).kind()).isEqualTo(Failure.Kind.CONTENT);
      assertThat(Trial.applied(outcomes.get(three.id())).effect()).isEqualTo(Effect.CREATED);
      assertThat(system.count()).isEqualTo(2);
    }
  }

  @Test
  default void shouldNameNoValueInAFailure() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      Map<String, Value> refused = system.refused(2);

      Failure failure = trial.failure(trial.deliveries().create(2, refused));

      String said = failure.code() + failure.message() + failure.remedy();
      assertThat(said).doesNotContain("key-2");
      assertThat(refused.values())
          .filteredOn(value -> value instanceof Value.Text text && text.text().length() > 3)
          .allSatisfy(value -> assertThat(said).doesNotContain(value.toString()));
      assertThat(failure.remedy()).isNotBlank();
    }
  }

  @Test
  default void shouldDoAWholeBatch() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      int size = Math.max(20, system.adapter().batchSize() + 1);
      List<Delivery> all =
          IntStream.rangeClosed(1, size).mapToObj(trial.deliveries()::create).toList();

      Map<String, Outcome> outcomes = trial.outcomes(all);

      assertThat(outcomes.values())
          .allSatisfy(each -> assertThat(Trial.applied(each).effect()).isEqualTo(Effect.CREATED));
      assertThat(system.count()).isEqualTo(size);
    }
  }

  @Test
  default void shouldDeliverFromManyThreads() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);

      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        IntStream.rangeClosed(1, 40)
            .mapToObj(
                number -> threads.submit(() -> trial.effect(trial.deliveries().create(number))))
            .toList()
            .forEach(each -> assertThat(each).succeedsWithin(Duration.ofSeconds(30)));
      }

      assertThat(system.count()).isEqualTo(40);
    }
  }

  @Test
  default void shouldTellThatTheSystemCannotBeReached() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      Delivery delivery = trial.deliveries().create(1);

      system.goDown();
      Probe probe = system.adapter().probe();
      Failure failure = trial.failure(delivery);
      system.comeBack();

      assertThat(probe.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.TRANSIENT);
      assertThat(failure.kind()).isEqualTo(Failure.Kind.TRANSIENT);
      assertThat(trial.effect(delivery)).isEqualTo(Effect.CREATED);
    }
  }

  @Test
  default void shouldTellThatTheCredentialIsWrong() {
    try (OutsideSystem system = open()) {
      Optional<ConsumerAdapter> stranger = system.stranger();
      Assumptions.assumeTrue(stranger.isPresent(), "skipped: this system wants no credential");
      try (ConsumerAdapter adapter = stranger.get()) {
        assertThat(adapter.probe().failure().orElseThrow().kind())
            .isEqualTo(Failure.Kind.CREDENTIAL);
      }
    }
  }

  @Test
  default void shouldProbeWithoutChangingAnything() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      trial.applied(trial.deliveries().create(1));
      Map<String, Map<String, Value>> before = trial.held();

      Probe probe = system.adapter().probe();

      assertThat(probe).isEqualTo(Probe.READY);
      assertThat(trial.held()).isEqualTo(before);
      assertThat(system.count()).isEqualTo(1);
    }
  }

  @Test
  default void shouldClearOnNullAndLeaveTheAbsentAlone() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      Optional<String> id = trial.applied(trial.deliveries().create(1)).remoteId();
      Map<String, Value> payload =
          trial.deliveries().payloadWith(1, system.clearable(), Value.NULL);
      payload.remove(system.alsoChangeable());

      Effect effect =
          trial.effect(trial.deliveries().update(1, payload, Set.of(system.clearable()), id));

      assertThat(effect).isEqualTo(Effect.UPDATED);
      assertThat(trial.held(1))
          .containsEntry(system.clearable(), Value.NULL)
          .containsEntry(system.alsoChangeable(), system.payload(1).get(system.alsoChangeable()));
    }
  }

  @Test
  default void shouldReadBackWhatWasDelivered() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      IntStream.rangeClosed(1, 3)
          .forEach(number -> trial.applied(trial.deliveries().create(number)));

      assertThat(trial.held()).hasSize(3);
      assertThat(trial.held(2)).isEqualTo(system.payload(2));
    }
  }

  @Test
  default void shouldDeleteAndBringBackWithoutASecondOne() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      Optional<String> id = trial.applied(trial.deliveries().create(1)).remoteId();

      Effect deleted = trial.effect(trial.deliveries().delete(1, id));
      Map<String, Map<String, Value>> without = trial.held();
      trial.applied(trial.deliveries().delete(1, Optional.empty()));
      trial.applied(trial.deliveries().create(1));

      assertThat(deleted).isEqualTo(Effect.DELETED);
      assertThat(without).isEmpty();
      assertThat(trial.held(1)).isEqualTo(system.payload(1));
      assertThat(system.count()).isEqualTo(1);
    }
  }

  @Test
  default void shouldTakeTheDeletionOfWhatIsNotThere() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);

      Effect effect = trial.effect(trial.deliveries().delete(1, Optional.empty()));

      assertThat(effect).isIn(Effect.DELETED, Effect.UNCHANGED);
      assertThat(system.count()).isZero();
    }
  }
}
