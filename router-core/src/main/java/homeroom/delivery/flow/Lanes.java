package homeroom.delivery.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The orders that were taken up, each record's in a row of its own; only the first may be tried.
 */
final class Lanes {

  private final Map<String, Deque<Order>> lanes = new HashMap<>();
  private final Deque<Order> ready = new ArrayDeque<>();
  private final PriorityQueue<Order> waiting =
      new PriorityQueue<>(
          Comparator.<Order, Instant>comparing(order -> order.due)
              .thenComparing(order -> order.partition())
              .thenComparing(order -> order.offset()));

  /** Those that failed and have not ended, the one that failed first at the front. */
  private final Set<Order> failing = new LinkedHashSet<>();

  void add(Order order, Instant now) {
    Deque<Order> lane = lanes.computeIfAbsent(order.record(), none -> new ArrayDeque<>());
    lane.add(order);
    if (lane.size() == 1) {
      ready(order, now);
    }
  }

  private void ready(Order order, Instant now) {
    order.due = now;
    ready.add(order);
  }

  /** Lets those go on whose wait is over. */
  void wake(Instant now) {
    while (!waiting.isEmpty() && !waiting.peek().due.isAfter(now)) {
      ready.add(waiting.remove());
    }
  }

  boolean anyReady() {
    return !ready.isEmpty();
  }

  /** Whether there are enough for a call, or the first has waited long enough for others. */
  boolean worthACall(int batch, Instant latest) {
    return ready.size() >= batch || anyReady() && !ready.peek().due.isAfter(latest);
  }

  /** The orders of the next call; they are under way until they end or are put back. */
  List<Order> takeOut(int batch) {
    List<Order> call = new ArrayList<>();
    while (!ready.isEmpty() && call.size() < batch && !(ready.peek().alone && !call.isEmpty())) {
      Order order = ready.remove();
      order.underWay = true;
      call.add(order);
      if (order.alone) {
        break;
      }
    }
    return call;
  }

  /** Puts one back that is to be tried again. */
  void later(Order order, Instant now, Duration wait) {
    order.underWay = false;
    order.due = now.plus(wait);
    if (wait.isZero()) {
      // Behind the others, so that one that is refused for itself does not stay in front of them.
      ready.add(order);
    } else {
      waiting.add(order);
    }
  }

  void failed(Order order, Instant now) {
    if (failing.add(order)) {
      order.failedAt = now;
    }
  }

  void end(Order order, Instant now) {
    order.underWay = false;
    failing.remove(order);
    Deque<Order> lane = lanes.get(order.record());
    lane.remove();
    if (lane.isEmpty()) {
      lanes.remove(order.record());
    } else {
      ready(lane.peek(), now);
    }
  }

  /**
   * Gives up the orders of a partition. Those whose call is under way keep their place in front of
   * later ones until the call has ended.
   *
   * @return those that were given up
   */
  List<Order> letGo(int partition) {
    List<Order> gone = new ArrayList<>();
    for (Deque<Order> lane : lanes.values()) {
      for (Order order : lane) {
        if (order.partition() == partition && !order.letGo) {
          order.letGo = true;
          gone.add(order);
        }
      }
      lane.removeIf(order -> order.letGo && !order.underWay);
    }
    lanes.values().removeIf(Deque::isEmpty);
    ready.removeIf(order -> order.letGo);
    waiting.removeIf(order -> order.letGo);
    failing.removeIf(order -> order.letGo);
    return gone;
  }

  int failing() {
    return failing.size();
  }

  Optional<Instant> failingSince() {
    return failing.stream().findFirst().map(order -> order.failedAt);
  }
}
