package homeroom.delivery.flow;

import homeroom.api.Failure;
import homeroom.api.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The orders of one consumer between the log and their receipts.
 *
 * <ol>
 *   <li>Of one record never two orders are under way, and they go in the log's order.
 *   <li>Each order that ended is in exactly one {@link Commit}, together with a mark that says so.
 *   <li>A mark never says that an order ended that has not.
 *   <li>One that waits holds up nothing but its record.
 * </ol>
 *
 * <p>Not thread-safe. Time comes from outside and never goes back.
 */
public final class Flow {

  /** The code of an order that was given up although trying again might have helped. */
  public static final String RETRIES_SPENT = "RETRIES_SPENT";

  /** What became of a message that was read. */
  public enum Take {
    TAKEN,
    /** It ended before the partition was taken over. */
    ENDED_BEFORE,
    /** There is no room now: it has to be read again later. */
    NO_ROOM
  }

  private final Limits limits;
  private final Judge judge;
  private final Gate gate;
  private final Lanes lanes = new Lanes();
  private final Map<Integer, Progress> partitions = new HashMap<>();
  private final Map<Integer, Mark> committed = new HashMap<>();
  private final List<Ended> ended = new ArrayList<>();
  private int calls;
  private int orders;
  private long bytes;
  private long done;

  public Flow(Limits limits, Patience patience) {
    this.limits = limits;
    judge = new Judge(patience);
    gate = new Gate(judge);
  }

  /** Takes over a partition where it was left. */
  public void assign(int partition, Mark left) {
    partitions.put(partition, new Progress(left, limits.gap()));
    committed.put(partition, left);
  }

  /** Gives up a partition; what ended in it and was not committed is forgotten. */
  public void letGo(int partition) {
    for (Order order : lanes.letGo(partition)) {
      free(order);
    }
    ended.stream()
        .filter(one -> one.order().partition() == partition)
        .map(Ended::order)
        .forEach(this::free);
    ended.removeIf(one -> one.order().partition() == partition);
    partitions.remove(partition);
    committed.remove(partition);
  }

  /** Whether there is room for what is read next of a partition. */
  public boolean takes(int partition) {
    Progress progress = partitions.get(partition);
    return progress != null
        && orders + limits.atOnce() <= limits.orders()
        && bytes <= limits.bytes() / 2
        && progress.fitsWhateverComes();
  }

  /** Takes up a message. A partition's messages come in the order of their offsets. */
  public Take take(int partition, long offset, String record, byte[] message, Instant now) {
    Progress progress = partitions.get(partition);
    if (progress.endedBefore(offset)) {
      progress.passed(offset + 1);
      return Take.ENDED_BEFORE;
    }
    if (!hasRoom(message.length) || !progress.fits(offset)) {
      return Take.NO_ROOM;
    }
    progress.take(offset);
    orders++;
    bytes += message.length;
    lanes.add(new Order(partition, offset, record, message), now);
    return Take.TAKEN;
  }

  /** A partition was read up to here: between what was taken up and this there is no order. */
  public void passed(int partition, long next) {
    Progress progress = partitions.get(partition);
    if (progress != null) {
      progress.passed(next);
    }
  }

  private boolean hasRoom(int more) {
    return orders == 0 || orders < limits.orders() && bytes + more <= limits.bytes();
  }

  /** Whether there is a call to make now. */
  public boolean hasCall(Instant now) {
    lanes.wake(now);
    int width = gate.width(limits.concurrency(), now);
    if (calls >= width) {
      return false;
    }
    return calls == 0
        ? lanes.anyReady()
        : lanes.worthACall(limits.batch(), now.minus(limits.linger()));
  }

  /** The orders of the next call, if there is one; its outcome must be told. */
  public List<Order> call(Instant now) {
    if (!hasCall(now)) {
      return List.of();
    }
    List<Order> call = lanes.takeOut(limits.batch());
    for (Order order : call) {
      order.doneBefore = order.tries++ == 0 ? done : order.doneBefore;
    }
    calls++;
    gate.called();
    return call;
  }

  /**
   * Takes in how a call ended.
   *
   * @param outcomes of each of its orders; empty for a message that is no order
   */
  public Answer answered(Map<Order, Optional<Outcome>> outcomes, Instant now) {
    calls--;
    long answers = outcomes.values().stream().filter(Flow::isAnswer).count();
    done += answers;
    if (answers > 0) {
      gate.answered();
    }
    Optional<Failure> failed = Optional.empty();
    for (Map.Entry<Order, Optional<Outcome>> one : outcomes.entrySet()) {
      Optional<Failure> why = judged(one.getKey(), one.getValue(), now);
      failed = why.isPresent() ? why : failed;
    }
    if (answers == 0) {
      failed.ifPresent(gate::failed);
    }
    return new Answer(answers > 0, failed);
  }

  /** Whether an outcome shows that the system works. */
  private static boolean isAnswer(Optional<Outcome> outcome) {
    return outcome
        .filter(
            it ->
                !(it instanceof Outcome.Failed(var failure))
                    || failure.kind() == Failure.Kind.CONTENT)
        .isPresent();
  }

  /** Does what follows for one order; tells why it is tried again because the call failed. */
  private Optional<Failure> judged(Order order, Optional<Outcome> outcome, Instant now) {
    if (order.letGo) {
      lanes.end(order, now);
      return Optional.empty();
    }
    if (outcome.isEmpty()) {
      end(order, outcome, now);
      return Optional.empty();
    }
    Verdict verdict = judge.judge(order, outcome.get(), done > order.doneBefore);
    order.doneBefore = done;
    switch (verdict) {
      case Verdict.End(var how) -> end(order, Optional.of(how), now);
      case Verdict.Again(var why, var wait) -> {
        order.alone = why.kind() == Failure.Kind.DEFECT;
        again(order, wait, now);
        return Optional.of(why);
      }
      case Verdict.Rest(var why) -> {
        gate.rest(why, now);
        again(order, Duration.ZERO, now);
      }
      case Verdict.Stop(var why) -> {
        order.stoppedAll = true;
        gate.stop(why, now);
        again(order, Duration.ZERO, now);
      }
    }
    return Optional.empty();
  }

  private void again(Order order, Duration wait, Instant now) {
    lanes.failed(order, now);
    lanes.later(order, now, wait);
  }

  private void end(Order order, Optional<Outcome> outcome, Instant now) {
    lanes.end(order, now);
    order.ended = true;
    partitions.get(order.partition()).end(order.offset());
    ended.add(new Ended(order, outcome, order.tries));
  }

  private void free(Order order) {
    orders--;
    bytes -= order.message().length;
  }

  /** Whether it is time to look whether the system knows us again; {@link #probed} must follow. */
  public boolean probe(Instant now) {
    if (!gate.probeDue(now)) {
      return false;
    }
    gate.probes();
    return true;
  }

  /** Takes in what a look at the system showed. */
  public void probed(Optional<Failure> failure, Instant now) {
    gate.probed(failure, now);
  }

  /** What is to be written down; it counts as written. */
  public Commit commit() {
    Map<Integer, Mark> marks = new HashMap<>();
    partitions.forEach((partition, progress) -> marks.put(partition, progress.mark()));
    marks.entrySet().removeIf(one -> one.getValue().equals(committed.get(one.getKey())));
    committed.putAll(marks);
    Commit commit = new Commit(ended, marks);
    ended.forEach(one -> free(one.order()));
    ended.clear();
    return commit;
  }

  /** How many orders ended and are to be written down. */
  public int ended() {
    return ended.size();
  }

  /** How many calls are under way. */
  public int calls() {
    return calls;
  }

  public Standing standing() {
    return new Standing(gate.state(), gate.why(), orders, lanes.failing(), lanes.failingSince());
  }
}
