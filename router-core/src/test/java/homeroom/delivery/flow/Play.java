package homeroom.delivery.flow;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A consumer's orders, played through a flow by a number: calls that end in any order and in any
 * way, commits, crashes, and partitions that come and go. Each step checks what must always hold.
 */
final class Play {

  private static final Outcome DONE = new Outcome.Applied(Outcome.Effect.UPDATED, Optional.empty());
  private static final int PARTITIONS = 2;

  private final Random random;
  private final Limits limits;
  private final List<List<Message>> logs = new ArrayList<>();
  private final Map<Integer, Mark> marks = new HashMap<>();
  private final Map<Integer, Integer> read = new HashMap<>();
  private final Map<Message, Integer> receipts = new LinkedHashMap<>();
  private final List<List<Order>> underWay = new ArrayList<>();
  private final Map<String, Long> lastEnded = new HashMap<>();
  private Instant now = Instant.EPOCH;
  private boolean works = true;
  private Flow flow;

  private record Message(int partition, long offset, String record) {}

  Play(long seed, int messages, int records, Limits limits) {
    random = new Random(seed);
    this.limits = limits;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      logs.add(log(partition, messages, records));
      marks.put(partition, new Mark(0, ""));
    }
    flow = start();
  }

  /** Between messages lie offsets that have none, as a log with transactions has. */
  private List<Message> log(int partition, int messages, int records) {
    List<Message> log = new ArrayList<>();
    long offset = random.nextInt(3);
    for (int i = 0; i < messages; i++) {
      log.add(new Message(partition, offset, partition + "/" + random.nextInt(records)));
      offset += random.nextInt(8) == 0 ? 200 : 1 + random.nextInt(2);
    }
    return log;
  }

  private Flow start() {
    Flow fresh =
        new Flow(
            limits,
            new Patience(
                3, 2, n -> Duration.ofMillis(n), n -> Duration.ofMillis(n), Duration.ofMillis(9)));
    for (int partition = 0; partition < PARTITIONS; partition++) {
      assign(fresh, partition);
    }
    return fresh;
  }

  private void assign(Flow flow, int partition) {
    flow.assign(partition, marks.get(partition));
    long from = marks.get(partition).offset();
    read.put(
        partition, (int) logs.get(partition).stream().filter(one -> one.offset < from).count());
  }

  /** Plays for so many steps, then lets all end, and checks that each order has its receipt. */
  void play(int steps) {
    for (int step = 0; step < steps; step++) {
      step(random.nextInt(100));
    }
    works = true;
    for (int step = 0; receipts.size() < total() && step < 100_000; step++) {
      step(random.nextInt(80));
    }
    logs.forEach(log -> log.forEach(one -> assertThat(receipts).containsEntry(one, 1)));
  }

  private long total() {
    return logs.stream().mapToLong(List::size).sum();
  }

  private void step(int chance) {
    now = now.plusMillis(random.nextInt(4));
    if (chance < 25) {
      take(random.nextInt(PARTITIONS));
    } else if (chance < 45) {
      call();
    } else if (chance < 70) {
      answer();
    } else if (chance < 80) {
      commit(flow.commit());
    } else if (chance < 84) {
      works = !works;
    } else if (chance < 87) {
      crash();
    } else if (chance < 92) {
      rebalance(random.nextInt(PARTITIONS));
    }
  }

  private void take(int partition) {
    List<Message> log = logs.get(partition);
    for (int at = read.get(partition); at < log.size() && flow.takes(partition); at++) {
      Message next = log.get(at);
      Flow.Take took =
          flow.take(
              partition,
              next.offset,
              next.record,
              next.record.getBytes(StandardCharsets.UTF_8),
              now);
      if (took == Flow.Take.NO_ROOM) {
        return;
      }
      assertThat(receipts.containsKey(next))
          .as("skipped if and only if it has its receipt")
          .isEqualTo(took == Flow.Take.ENDED_BEFORE);
      read.put(partition, at + 1);
    }
  }

  private void call() {
    List<Order> call = flow.call(now);
    if (!call.isEmpty()) {
      underWay.add(call);
    } else if (flow.probe(now)) {
      flow.probed(works ? Optional.empty() : Optional.of(failure(Kind.CREDENTIAL)), now);
    }
    Set<String> records = new HashSet<>();
    for (List<Order> one : underWay) {
      one.forEach(
          order -> assertThat(records.add(order.record())).as("one call of a record").isTrue());
    }
    assertThat(underWay).hasSizeLessThanOrEqualTo(limits.concurrency());
    call.forEach(this::comesNext);
  }

  private void comesNext(Order order) {
    logs.get(order.partition()).stream()
        .filter(one -> one.record.equals(order.record()) && one.offset < order.offset())
        .forEach(
            earlier ->
                assertThat(lastEnded.getOrDefault(earlier.record, -1L))
                    .as("an earlier order of the record ended")
                    .isGreaterThanOrEqualTo(earlier.offset));
  }

  private void answer() {
    if (underWay.isEmpty()) {
      return;
    }
    List<Order> call = underWay.remove(random.nextInt(underWay.size()));
    Map<Order, Optional<Outcome>> outcomes = new LinkedHashMap<>();
    call.forEach(order -> outcomes.put(order, outcome()));
    int before = flow.ended();
    flow.answered(outcomes, now);
    assertThat(flow.ended()).isBetween(before, before + call.size());
    call.stream()
        .filter(order -> order.ended)
        .forEach(order -> lastEnded.merge(order.record(), order.offset(), Math::max));
  }

  private Optional<Outcome> outcome() {
    int chance = random.nextInt(100);
    if (!works) {
      return Optional.of(
          new Outcome.Failed(failure(chance < 80 ? Kind.TRANSIENT : Kind.CREDENTIAL)));
    }
    if (chance < 70) {
      return Optional.of(DONE);
    }
    Kind[] kinds = Kind.values();
    return chance < 72
        ? Optional.empty()
        : Optional.of(new Outcome.Failed(failure(kinds[random.nextInt(kinds.length)])));
  }

  private static Failure failure(Kind kind) {
    return Failure.of(kind, "PLAYED_" + kind, "played", "nothing");
  }

  private void commit(Commit commit) {
    for (Ended ended : commit.ended()) {
      Order order = ended.order();
      receipts.merge(
          new Message(order.partition(), order.offset(), order.record()), 1, Integer::sum);
    }
    marks.putAll(commit.marks());
    receipts.forEach((one, times) -> assertThat(times).as("receipts of an order").isEqualTo(1));
    for (int partition = 0; partition < PARTITIONS; partition++) {
      Mark mark = marks.get(partition);
      assertThat(mark.metadata().length()).isLessThanOrEqualTo(limits.gap() * 4 / 3 + 1);
      logs.get(partition).stream()
          .filter(one -> one.offset < mark.offset())
          .forEach(one -> assertThat(receipts).as("passed only what ended").containsKey(one));
    }
  }

  /** All that was not committed is gone; calls under way come to nothing that anybody hears of. */
  private void crash() {
    underWay.clear();
    lastEnded.clear();
    receipts.keySet().forEach(one -> lastEnded.merge(one.record, one.offset, Math::max));
    flow = start();
  }

  /** A partition goes, with or without a last commit, and comes back while old calls still run. */
  private void rebalance(int partition) {
    if (random.nextBoolean()) {
      commit(flow.commit());
    }
    flow.letGo(partition);
    lastEnded.keySet().removeIf(record -> record.startsWith(partition + "/"));
    receipts.keySet().stream()
        .filter(one -> one.partition == partition)
        .forEach(one -> lastEnded.merge(one.record, one.offset, Math::max));
    assign(flow, partition);
  }
}
