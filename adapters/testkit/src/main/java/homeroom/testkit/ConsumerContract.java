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
          trial.deliveries().payloadWith(1, system.changeable(), system.another(1));

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
          trial.deliveries().payloadWith(1, system.changeable(), system.another(1));
      payload.put(system.alsoChangeable(), system.another(2));

      Effect effect =
          trial.effect(trial.deliveries().update(1, payload, Set.of(system.changeable()), id));

      assertThat(effect).isEqualTo(Effect.UPDATED);
      assertThat(trial.held(1))
          .containsEntry(system.changeable(), system.another(1))
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
        Trial trial = new Trial(system, adapter);
        Failure failure = trial.failure(trial.deliveries().create(1));

        assertThat(adapter.probe().failure().orElseThrow().kind())
            .isEqualTo(Failure.Kind.CREDENTIAL);
        assertThat(failure.kind()).isEqualTo(Failure.Kind.CREDENTIAL);
        assertThat(failure.remedy()).isNotBlank();
        assertThat(system.count()).isZero();
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

  @Test
  default void shouldDeleteOnceHoweverOftenItIsTold() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      Optional<String> id = trial.applied(trial.deliveries().create(1)).remoteId();
      trial.applied(trial.deliveries().create(2));
      Delivery delivery = trial.deliveries().delete(1, id);
      Applied first = trial.applied(delivery);
      int count = system.count();

      Applied second = trial.applied(delivery);

      assertThat(second.effect()).isIn(Effect.DELETED, Effect.UNCHANGED);
      assertThat(second.remoteId()).isEqualTo(first.remoteId());
      assertThat(system.count()).isEqualTo(count);
      assertThat(trial.held()).hasSize(1);
    }
  }

  /** The id that the hub was told is no longer anybody's. */
  @Test
  default void shouldTakeTheDeletionOfWhatIsGoneUnderItsId() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      trial.applied(trial.deliveries().create(2));

      Effect effect = trial.effect(trial.deliveries().delete(1, Optional.of("999999")));

      assertThat(effect).isIn(Effect.DELETED, Effect.UNCHANGED);
      assertThat(trial.held()).hasSize(1);
    }
  }

  @Test
  default void shouldFindAgainWhatIsGoneUnderItsId() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      trial.applied(trial.deliveries().create(1));
      Map<String, Value> payload =
          trial.deliveries().payloadWith(1, system.changeable(), system.another(1));

      trial.applied(
          trial
              .deliveries()
              .update(1, payload, Set.of(system.changeable()), Optional.of("999999")));

      assertThat(system.count()).isEqualTo(1);
      assertThat(trial.held(1)).isEqualTo(payload);
    }
  }

  /** A row or account that somebody removed comes back whole, not with what changed only. */
  @Test
  default void shouldMakeWholeWhatIsNotThereThoughTheHubBelievesItIs() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      Map<String, Value> payload =
          trial.deliveries().payloadWith(1, system.changeable(), system.another(1));

      Effect effect =
          trial.effect(
              trial.deliveries().update(1, payload, Set.of(system.changeable()), Optional.empty()));

      assertThat(effect).isEqualTo(Effect.CREATED);
      assertThat(trial.held(1)).isEqualTo(payload);
    }
  }

  @Test
  default void shouldNotDeleteTwiceAfterALostAnswer() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      Optional<String> id = trial.applied(trial.deliveries().create(1)).remoteId();
      Delivery delivery = trial.deliveries().delete(1, id);
      Assumptions.assumeTrue(
          system.loseAnswers(), "skipped: this system cannot lose an answer on purpose");

      Outcome lost = trial.outcome(delivery);
      system.comeBack();
      Effect effect = trial.effect(delivery);

      assertThat(Trial.failure(lost).kind()).isEqualTo(Failure.Kind.UNKNOWN);
      assertThat(effect).isIn(Effect.DELETED, Effect.UNCHANGED);
      assertThat(trial.held()).isEmpty();
    }
  }

  /** As the hub does it: what is unknown is repeated before anything newer goes out. */
  @Test
  default void shouldEndWithTheNewestValueThoughAnswersAreLost() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      Optional<String> id = trial.applied(trial.deliveries().create(1)).remoteId();
      String field = system.changeable();
      for (int turn = 1; turn <= 5; turn++) {
        Map<String, Value> payload = trial.deliveries().payloadWith(1, field, system.another(turn));
        Delivery delivery = trial.deliveries().update(1, payload, Set.of(field), id);
        if (turn % 2 == 0 && system.loseAnswers()) {
          trial.outcome(delivery);
          system.comeBack();
        }
        trial.applied(delivery);
      }

      assertThat(trial.held(1)).containsEntry(field, system.another(5));
      assertThat(system.count()).isEqualTo(1);
    }
  }

  /** Its receipts were lost with the hub, as far as they had been written. */
  @Test
  default void shouldRepeatAWholeBatchOfWhichSomeIsThere() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      int size = Math.max(6, system.adapter().batchSize());
      List<Delivery> all =
          IntStream.rangeClosed(1, size).mapToObj(trial.deliveries()::create).toList();
      trial.outcomes(all.subList(0, size / 2));

      Map<String, Outcome> outcomes = trial.outcomes(all.reversed());

      assertThat(outcomes.values()).allSatisfy(Trial::applied);
      assertThat(system.count()).isEqualTo(size);
      assertThat(trial.held()).hasSize(size);
    }
  }

  /** None of a batch whose answer is lost is created again, nor is any of it lost. */
  @Test
  default void shouldResolveABatchWhoseAnswerIsLost() {
    try (OutsideSystem system = open()) {
      Assumptions.assumeTrue(
          system.loseAnswers(), "skipped: this system cannot lose an answer on purpose");
      Trial trial = new Trial(system);
      int size = Math.max(4, system.adapter().batchSize());
      List<Delivery> all =
          IntStream.rangeClosed(1, size).mapToObj(trial.deliveries()::create).toList();

      Map<String, Outcome> lost = trial.outcomes(all);
      system.comeBack();
      Map<String, Outcome> again = trial.outcomes(all);

      assertThat(lost.values())
          .filteredOn(each -> !(each instanceof Applied))
          .allSatisfy(
              each -> assertThat(Trial.failure(each).kind()).isEqualTo(Failure.Kind.UNKNOWN));
      assertThat(again.values()).allSatisfy(Trial::applied);
      assertThat(system.count()).isEqualTo(size);
      assertThat(trial.held()).hasSize(size);
    }
  }

  @Test
  default void shouldDoTheOthersWhereverTheBadOnesAre() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      int size = Math.max(8, system.adapter().batchSize());
      Set<Integer> bad = Set.of(1, size / 2, size);
      List<Delivery> all =
          IntStream.rangeClosed(1, size)
              .mapToObj(
                  number ->
                      bad.contains(number)
                          ? trial.deliveries().create(number, system.refused(number))
                          : trial.deliveries().create(number))
              .toList();

      Map<String, Outcome> outcomes = trial.outcomes(all);

      for (int number = 1; number <= size; number++) {
        Outcome outcome = outcomes.get(all.get(number - 1).id());
        if (bad.contains(number)) {
          assertThat(Trial.failure(outcome).kind()).isEqualTo(Failure.Kind.CONTENT);
        } else {
          assertThat(Trial.applied(outcome).effect()).isEqualTo(Effect.CREATED);
        }
      }
      assertThat(system.count()).isEqualTo(size - bad.size());
    }
  }

  @Test
  default void shouldCloseMoreThanOnceAndAnswerAfterwards() {
    try (OutsideSystem system = open()) {
      Trial trial = new Trial(system);
      trial.applied(trial.deliveries().create(1));

      system.adapter().close();
      system.adapter().close();

      assertThat(trial.failure(trial.deliveries().create(2)).kind())
          .isIn(Failure.Kind.TRANSIENT, Failure.Kind.UNKNOWN);
      assertThat(system.count()).isEqualTo(1);
    }
  }
}
