package homeroom.delivery.flow;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Outcome;
import homeroom.delivery.flow.Standing.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlowTest {

  private static final Outcome DONE = new Outcome.Applied(Outcome.Effect.UPDATED, Optional.empty());
  private static final Patience PATIENCE =
      new Patience(
          3, 2, n -> Duration.ofMillis(100L * n), n -> Duration.ofSeconds(n), Duration.ofHours(1));

  private Instant now = Instant.EPOCH;
  private long offset;
  private Flow flow = flow(4, 1);

  private static Flow flow(int concurrency, int batch) {
    Limits limits = new Limits(100, 1, 10_000, 100, concurrency, batch, Duration.ofMillis(50));
    Flow flow = new Flow(limits, PATIENCE);
    flow.assign(0, new Mark(0, ""));
    return flow;
  }

  private void order(String... records) {
    for (String record : records) {
      assertThat(flow.take(0, offset++, record, new byte[10], now)).isEqualTo(Flow.Take.TAKEN);
    }
  }

  private void later(Duration time) {
    now = now.plus(time);
  }

  /** The records of the next call, which stays under way. */
  private List<Order> call() {
    return flow.call(now);
  }

  private static List<String> records(List<Order> call) {
    return call.stream().map(Order::record).toList();
  }

  private void answer(List<Order> call, Outcome outcome) {
    Map<Order, Optional<Outcome>> outcomes = new LinkedHashMap<>();
    call.forEach(order -> outcomes.put(order, Optional.of(outcome)));
    flow.answered(outcomes, now);
  }

  private static Outcome failed(Kind kind) {
    return new Outcome.Failed(failure(kind, Optional.empty()));
  }

  private static Failure failure(Kind kind, Optional<Duration> asked) {
    return new Failure(kind, "TEST_" + kind, "the test says so", "nothing", asked);
  }

  private List<String> codes() {
    return flow.commit().ended().stream()
        .map(Ended::outcome)
        .map(
            outcome ->
                outcome.orElseThrow() instanceof Outcome.Failed(var failure)
                    ? failure.code()
                    : "done")
        .toList();
  }

  @Test
  void shouldCallAsManyAtOnceAsAllowedAndOfOneRecordOne() {
    order("a", "a", "b", "c", "d", "e");
    List<String> called = new ArrayList<>();
    for (List<Order> call = call(); !call.isEmpty(); call = call()) {
      called.addAll(records(call));
    }

    assertThat(called).containsExactly("a", "b", "c", "d");
  }

  @Test
  void shouldKeepOneThatWaitsFromHoldingUpAnyButItsRecord() {
    order("a", "a", "b");
    answer(call(), failed(Kind.TRANSIENT));
    List<Order> next = call();

    assertThat(records(next)).containsExactly("b");
    answer(next, DONE);
    assertThat(call()).isEmpty();
    assertThat(flow.commit().marks().get(0).offset()).isZero();
    later(Duration.ofMillis(100));
    assertThat(call()).extracting(Order::offset).containsExactly(0L);
  }

  @Test
  void shouldWaitForAsLongAsWasAskedIfThatIsLonger() {
    order("a");
    answer(call(), new Outcome.Failed(failure(Kind.TRANSIENT, Optional.of(Duration.ofSeconds(5)))));
    later(Duration.ofMillis(4_999));
    assertThat(call()).isEmpty();
    later(Duration.ofMillis(1));

    assertThat(records(call())).containsExactly("a");
  }

  @Test
  void shouldGiveUpOneThatFailsWhileOthersAreDone() {
    order("bad");
    for (int i = 0; i < 3; i++) {
      answer(callOf("bad"), failed(Kind.TRANSIENT));
      order("good");
      answer(callOf("good"), DONE);
      later(Duration.ofSeconds(1));
    }
    answer(callOf("bad"), failed(Kind.TRANSIENT));

    assertThat(codes()).containsExactly("done", "done", "done", "RETRIES_SPENT");
  }

  private List<Order> callOf(String record) {
    List<Order> call = call();
    assertThat(records(call)).containsExactly(record);
    return call;
  }

  @Test
  void shouldGiveUpNoneWhileNothingIsDone() {
    order("bad", "worse");
    for (int i = 0; i < 40; i++) {
      answer(call(), failed(Kind.UNKNOWN));
      later(Duration.ofSeconds(2));
    }

    assertThat(flow.commit().isEmpty()).isTrue();
    assertThat(flow.standing().state()).isEqualTo(State.FAILING);
    assertThat(flow.standing().retrying()).isEqualTo(2);
    assertThat(flow.standing().retryingSince()).contains(Instant.EPOCH);
  }

  @Test
  void shouldOnlyLookAtASystemThatDoesNotKnowUsAndGoOnWithOneCall() {
    order("a", "b", "c");
    answer(call(), failed(Kind.CREDENTIAL));
    assertThat(call()).isEmpty();
    assertThat(flow.probe(now)).isFalse();
    later(Duration.ofSeconds(1));
    assertThat(flow.probe(now)).isTrue();
    assertThat(flow.probe(now)).as("one look at a time").isFalse();
    flow.probed(Optional.of(failure(Kind.CREDENTIAL, Optional.empty())), now);
    later(Duration.ofSeconds(1));
    assertThat(flow.probe(now)).as("the waits grow").isFalse();
    later(Duration.ofSeconds(1));
    assertThat(flow.probe(now)).isTrue();
    assertThat(flow.standing().state()).isEqualTo(State.STOPPED);
    flow.probed(Optional.empty(), now);
    List<Order> first = call();
    assertThat(first).hasSize(1);
    assertThat(call()).as("one goes first").isEmpty();
    answer(first, DONE);

    assertThat(flow.standing().state()).isEqualTo(State.OPEN);
    assertThat(call()).isNotEmpty();
    assertThat(call()).isNotEmpty();
  }

  @Test
  void shouldNotStopForOneRecordThatWeMayNotDoMoreThanOnce() {
    order("forbidden", "a", "b");
    answer(callOf("forbidden"), failed(Kind.CREDENTIAL));
    later(Duration.ofSeconds(1));
    assertThat(flow.probe(now)).isTrue();
    flow.probed(Optional.empty(), now);
    answer(callOf("a"), DONE);
    answer(callOf("b"), DONE);
    for (int i = 0; i < 3; i++) {
      answer(callOf("forbidden"), failed(Kind.CREDENTIAL));
      assertThat(flow.standing().state()).isNotEqualTo(State.STOPPED);
      order("c");
      answer(callOf("c"), DONE);
      later(Duration.ofSeconds(1));
    }

    assertThat(codes()).containsExactly("done", "done", "done", "done", "RETRIES_SPENT", "done");
  }

  @Test
  void shouldLetAllRestForAsLongAsTheSystemAsked() {
    order("a", "b", "c");
    List<Order> first = call();
    List<Order> second = call();
    answer(first, new Outcome.Failed(failure(Kind.THROTTLED, Optional.of(Duration.ofSeconds(30)))));
    answer(second, DONE);
    later(Duration.ofMillis(29_999));
    assertThat(call()).as("an answer from before does not shorten the rest").isEmpty();
    assertThat(flow.standing().state()).isEqualTo(State.RESTING);
    later(Duration.ofMillis(1));
    List<Order> feeler = call();
    assertThat(feeler).hasSize(1);
    assertThat(call()).isEmpty();
    answer(feeler, DONE);

    assertThat(flow.standing().state()).isEqualTo(State.OPEN);
    assertThat(call()).hasSize(1);
  }

  @Test
  void shouldNotRestForGoodBecauseOfOneRecord() {
    order("often");
    for (int i = 0; i < 3; i++) {
      List<Order> call = callOf("often");
      order("c");
      answer(call, failed(Kind.THROTTLED));
      later(Duration.ofSeconds(10));
      answer(callOf("c"), DONE);
    }
    answer(callOf("often"), failed(Kind.THROTTLED));

    assertThat(codes()).containsExactly("done", "done", "done", "RETRIES_SPENT");
  }

  /** Who is down or asked too much by others is waited for, as long as it takes. */
  @Test
  void shouldRestForAsLongAsNothingIsDone() {
    order("a");
    for (int i = 0; i < 50; i++) {
      answer(callOf("a"), failed(Kind.THROTTLED));
      later(Duration.ofMinutes(10));
    }

    assertThat(codes()).isEmpty();
    assertThat(flow.standing().state()).isEqualTo(State.RESTING);
  }

  @Test
  void shouldFillACallThatCanHoldMoreWhileOthersAreUnderWay() {
    flow = flow(4, 3);
    order("a");
    assertThat(records(call())).as("nothing is under way").containsExactly("a");
    order("b", "c");
    assertThat(call()).isEmpty();
    order("d", "e");
    assertThat(records(call())).containsExactly("b", "c", "d");
    assertThat(call()).isEmpty();
    later(Duration.ofMillis(50));

    assertThat(records(call())).as("it waited long enough").containsExactly("e");
  }

  @Test
  void shouldTryAloneWhatAnAdapterBrokeOn() {
    flow = flow(4, 3);
    order("a", "b", "c");
    answer(call(), failed(Kind.DEFECT));
    later(Duration.ofMillis(100));
    answer(callOf("a"), DONE);
    answer(callOf("b"), failed(Kind.DEFECT));
    answer(callOf("c"), DONE);

    assertThat(codes()).containsExactly("done", "TEST_DEFECT", "done");
  }

  @Test
  void shouldPassWhatIsNoOrderOnlyOnceAllBeforeItEnded() {
    order("a");
    List<Order> call = call();
    flow.passed(0, 7);
    boolean early = flow.commit().marks().containsKey(0);
    answer(call, DONE);

    assertThat(early).isFalse();
    assertThat(flow.commit().marks().get(0)).isEqualTo(new Mark(7, ""));
  }

  @Test
  void shouldTakeNoMoreThanThereIsRoomForUntilItIsWrittenDown() {
    Limits limits = new Limits(2, 1, 10_000, 100, 4, 1, Duration.ZERO);
    flow = new Flow(limits, PATIENCE);
    flow.assign(0, new Mark(0, ""));
    order("a", "b");
    assertThat(flow.takes(0)).isFalse();
    assertThat(flow.take(0, 2, "c", new byte[10], now)).isEqualTo(Flow.Take.NO_ROOM);
    answer(call(), DONE);
    assertThat(flow.takes(0)).isFalse();
    flow.commit();

    assertThat(flow.takes(0)).isTrue();
  }

  @Test
  void shouldStopTakingFromAPartitionWhoseGapGrewTooLongToWriteDown() {
    Limits limits = new Limits(1_000, 1, 100_000, 40, 4, 1, Duration.ZERO);
    flow = new Flow(limits, PATIENCE);
    flow.assign(0, new Mark(0, ""));
    flow.assign(1, new Mark(0, ""));
    while (flow.takes(0)) {
      order("record-" + offset);
    }
    assertThat(offset).isGreaterThan(10).isLessThan(40);
    assertThat(flow.takes(1)).as("another one has its own").isTrue();
    answer(call(), DONE);

    assertThat(flow.takes(0)).isTrue();
  }
}
