package homeroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Operation;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Failed;
import homeroom.api.Outcome.HandedOver;
import homeroom.api.Probe;
import homeroom.api.Receipt;
import homeroom.testkit.HandOverSystem.Trouble;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every consumer adapter keeps that hands over instead of applying, as tests; the counterpart
 * of {@link ConsumerContract}.
 */
public interface HandOverContract {

  HandOverSystem open();

  private static Map<String, Outcome> deliver(ConsumerAdapter adapter, List<Delivery> deliveries)
      throws AdapterFailure {
    List<Receipt> receipts = adapter.deliver(deliveries);
    assertThat(receipts.stream().map(Receipt::deliveryId))
        .as("one receipt for each delivery")
        .containsExactlyInAnyOrderElementsOf(deliveries.stream().map(Delivery::id).toList());
    Map<String, Outcome> outcomes = new HashMap<>();
    receipts.forEach(receipt -> outcomes.put(receipt.deliveryId(), receipt.outcome()));
    return outcomes;
  }

  private static List<Delivery> some(HandOverSystem system, int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(
            number -> system.delivery("d" + number, number, Operation.UPSERT, "Value" + number))
        .toList();
  }

  @Test
  default void shouldHandOverOnceHoweverOftenItIsTold() throws Exception {
    try (HandOverSystem system = open();
        ConsumerAdapter first = system.adapter();
        ConsumerAdapter restarted = system.adapter()) {
      List<Delivery> deliveries = some(system, 1, 3);
      Map<String, Outcome> told = deliver(first, deliveries);
      List<String> there = system.there();

      Map<String, Outcome> again = deliver(first, deliveries.reversed());
      Map<String, Outcome> afterwards = deliver(restarted, deliveries);

      assertThat(told.values()).allSatisfy(one -> assertThat(one).isInstanceOf(HandedOver.class));
      assertThat(again).isEqualTo(told);
      assertThat(afterwards).isEqualTo(told);
      assertThat(system.there()).isEqualTo(there);
    }
  }

  @Test
  default void shouldHandOverOnceThoughItWasFetchedMeanwhile() throws Exception {
    try (HandOverSystem system = open();
        ConsumerAdapter adapter = system.adapter()) {
      List<Delivery> deliveries = some(system, 1, 3);
      Map<String, Outcome> told = deliver(adapter, deliveries);
      system.take();

      Map<String, Outcome> again = deliver(adapter, deliveries);

      assertThat(again).isEqualTo(told);
      assertThat(system.there()).isEmpty();
    }
  }

  /** After a crash the deliveries of one call come again in others. */
  @Test
  default void shouldSayTheSameInOtherCalls() throws Exception {
    try (HandOverSystem system = open();
        ConsumerAdapter adapter = system.adapter()) {
      deliver(adapter, some(system, 1, 3));

      deliver(adapter, some(system, 2, 4));

      assertThat(system.fetched(1)).containsExactly("Value1");
      assertThat(system.fetched(2)).isNotEmpty().containsOnly("Value2");
      assertThat(system.fetched(4)).containsExactly("Value4");
    }
  }

  @Test
  default void shouldBeFetchedInTheOrderInWhichItWasToldAlsoAfterARestart() throws Exception {
    try (HandOverSystem system = open()) {
      for (int turn = 1; turn <= 6; turn++) {
        try (ConsumerAdapter adapter = system.adapter()) {
          Operation operation = turn == 6 ? Operation.DELETE : Operation.UPSERT;
          deliver(adapter, List.of(system.delivery("d" + turn, 1, operation, "Turn" + turn)));
        }
      }

      assertThat(system.fetched(1))
          .containsExactly("Turn1", "Turn2", "Turn3", "Turn4", "Turn5", "gone");
    }
  }

  @Test
  default void shouldHandOverTheOthersWhenOneIsRefused() throws Exception {
    try (HandOverSystem system = open();
        ConsumerAdapter adapter = system.adapter()) {
      Map<String, Outcome> outcomes =
          deliver(
              adapter,
              List.of(
                  system.delivery("one", 1, Operation.UPSERT, "Value1"),
                  system.refused("bad", 2, "Value2"),
                  system.delivery("three", 3, Operation.UPSERT, "Value3")));

      assertThat(outcomes.get("one")).isInstanceOf(HandedOver.class);
      assertThat(outcomes.get("three")).isInstanceOf(HandedOver.class);
      assertThat(outcomes.get("bad")).isInstanceOf(Failed.class);
      Failure failure = ((Failed) outcomes.get("bad")).failure();
      assertThat(failure.kind()).isEqualTo(Failure.Kind.CONTENT);
      assertThat(failure.remedy()).isNotBlank();
      assertThat(failure.message() + failure.remedy()).doesNotContain("Value2");
      assertThat(system.fetched(2)).isEmpty();
      assertThat(system.fetched(3)).containsExactly("Value3");
    }
  }

  /** Whoever must act is told so, nothing is left behind, and afterwards all is well. */
  @TestFactory
  default Stream<DynamicTest> shouldTellWhoMustActWhenNothingCanBeHandedOver() {
    Set<String> names;
    try (HandOverSystem system = open()) {
      names = system.troubles().keySet();
    }
    return names.stream().map(name -> dynamicTest(name, () -> troubled(name)));
  }

  private void troubled(String name) throws Exception {
    try (HandOverSystem system = open();
        ConsumerAdapter adapter = system.adapter()) {
      Trouble trouble = system.troubles().get(name);
      deliver(adapter, some(system, 1, 1));
      List<String> there = system.there();
      List<Delivery> more = some(system, 2, 3);

      trouble.begins().accept(more.stream().map(Delivery::id).toList());
      Probe probe = adapter.probe();
      assertThatThrownBy(() -> adapter.deliver(more))
          .isInstanceOfSatisfying(
              AdapterFailure.class,
              thrown -> {
                assertThat(thrown.failure().kind()).isEqualTo(trouble.kind());
                assertThat(thrown.failure().remedy()).isNotBlank();
              });
      trouble.ends().run();

      assertThat(probe.failure().map(Failure::kind))
          .isEqualTo(trouble.probed() ? Optional.of(trouble.kind()) : Optional.empty());
      assertThat(adapter.probe()).isEqualTo(Probe.READY);
      assertThat(system.there()).isEqualTo(there);
      assertThat(deliver(adapter, more).values())
          .allSatisfy(one -> assertThat(one).isInstanceOf(HandedOver.class));
      assertThat(system.fetched(3)).containsExactly("Value3");
    }
  }

  @Test
  default void shouldProbeWithoutChangingAnything() throws Exception {
    try (HandOverSystem system = open();
        ConsumerAdapter adapter = system.adapter()) {
      Probe before = adapter.probe();
      List<String> nothing = system.there();
      deliver(adapter, some(system, 1, 1));
      List<String> there = system.there();

      Probe probe = adapter.probe();

      assertThat(before).isEqualTo(Probe.READY);
      assertThat(nothing).isEmpty();
      assertThat(probe).isEqualTo(Probe.READY);
      assertThat(system.there()).isEqualTo(there);
    }
  }

  @Test
  default void shouldHandOverFromManyThreads() throws Exception {
    try (HandOverSystem system = open();
        ConsumerAdapter adapter = system.adapter()) {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        some(system, 1, 30).stream()
            .map(one -> threads.submit(() -> deliver(adapter, List.of(one))))
            .toList()
            .forEach(each -> assertThat(each).succeedsWithin(Duration.ofSeconds(30)));
      }

      assertThat(IntStream.rangeClosed(1, 30).mapToObj(system::fetched))
          .isEqualTo(
              IntStream.rangeClosed(1, 30).mapToObj(number -> List.of("Value" + number)).toList());
    }
  }
}
