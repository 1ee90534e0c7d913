package homeroom.alert;

import homeroom.alert.grouping.Alert;
import homeroom.alert.grouping.AlertRule;
import homeroom.alert.grouping.AlertText;
import homeroom.api.Failure;
import homeroom.api.MissingSecret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries messages, one at a time for each rule, so that a receiver that hangs holds up no other.
 * For one thread; what it carries is under way on others.
 */
final class Postman implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);

  /**
   * How an attempt ended.
   *
   * @param failure empty if the receiver has it
   */
  record Ended(String id, String name, Optional<Failure> failure) {}

  private final Map<String, Sender> senders = new HashMap<>();
  private final Set<String> busy = new HashSet<>();
  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param senders by the name of the rule
   */
  Postman(Map<String, Sender> senders) {
    this.senders.putAll(senders);
  }

  /** Takes a message, unless one of the same rule is under way. */
  void offer(Alert alert, AlertRule rule) {
    if (busy.add(rule.name())) {
      threads.execute(() -> ended.add(carry(alert, rule)));
    }
  }

  private Ended carry(Alert alert, AlertRule rule) {
    Optional<Failure> failure = Optional.empty();
    try {
      senders.get(rule.name()).send(alert, AlertText.of(alert, rule.link()));
    } catch (NotSent unsent) {
      failure = Optional.of(unsent.failure());
    } catch (MissingSecret missing) {
      failure = Optional.of(missing.failure());
    } catch (RuntimeException defect) {
      LOG.error(
          "alert defect code=ALERT_DEFECT alert={} cause={}",
          rule.name(),
          defect.getClass().getName());
      failure =
          Optional.of(
              Failure.of(
                  Failure.Kind.DEFECT,
                  "ALERT_DEFECT",
                  "Sending a message: unexpected " + defect.getClass().getName() + ".",
                  "Report the code and the log."));
    }
    return new Ended(alert.id(), rule.name(), failure);
  }

  /** What ended since the last call. */
  List<Ended> ended() {
    List<Ended> all = new ArrayList<>();
    ended.drainTo(all);
    all.forEach(one -> busy.remove(one.name()));
    return all;
  }

  /** Waits for what is under way, though not for long. */
  List<Ended> last(Duration patience) throws InterruptedException {
    List<Ended> all = new ArrayList<>(ended());
    long end = System.nanoTime() + patience.toNanos();
    while (!busy.isEmpty() && System.nanoTime() < end) {
      Ended one = ended.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (one != null) {
        busy.remove(one.name());
        all.add(one);
      }
    }
    return all;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    senders.values().forEach(Sender::close);
  }
}
