package homeroom.app;

import homeroom.api.Failure;
import homeroom.app.backup.RestoredMark;
import homeroom.audit.Indexer;
import homeroom.delivery.DeliveryEngine;
import homeroom.replay.ReplayOrder;
import homeroom.replay.ReplayOrder.Doubt;
import homeroom.replay.ReplayOrder.Reach;
import homeroom.replay.ReplayRefused;
import homeroom.replay.Replays;
import homeroom.stream.RouterProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings consumers up to date after the hub was restored from a backup, or went back to its last
 * checkpoint. They may have been told more than the hub remembers, so nothing is delivered before
 * the sources said again what they know and the router decided it. Then each consumer begins behind
 * what lies in its log, and is sent its records as they are now. The mark in the data folder goes
 * last; a hub that ends before does it again, and leaves out what is in the log already.
 */
final class AfterRestore implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AfterRestore.class);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration STORE_CATCHES_UP_WITHIN = Duration.ofMinutes(5);
  private static final int PER_SECOND = 500;

  /** What one input makes the router tell itself ends after a few messages. */
  private static final int ROUNDS = 10;

  private final Path data;
  private final RestoredMark mark;
  private final Parts parts;
  private final SourcesAgain sources;
  private final Instant since;
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("after-restore").unstarted(this::run);

  /**
   * What it works with.
   *
   * @param engines not started yet
   * @param alsoSources the consumers that are sources as well
   * @param histories the consumers that are told every version, and nothing else
   */
  record Parts(
      List<DeliveryEngine> engines,
      Set<String> alsoSources,
      Set<String> histories,
      RouterProgress router,
      Indexer indexer,
      NewBeginnings newBeginnings,
      Replays replays) {}

  /**
   * @param mark the moment of which the data folder is
   */
  AfterRestore(Path data, RestoredMark mark, Parts parts, SourcesAgain sources, Instant now) {
    this.data = data;
    this.mark = mark;
    this.parts = parts;
    this.sources = sources;
    since = now;
    parts.engines().forEach(engine -> held.add(engine.system()));
  }

  void start() {
    LOG.info(
        "hub was restored code=HUB_RESTORED cut={} why={} waitsFor={} {}",
        mark.cut(),
        mark.why(),
        sources.notTakenIn(),
        sources.left());
    thread.start();
  }

  Instant since() {
    return since;
  }

  /** Why nothing is delivered to a consumer yet; empty if it is. */
  Optional<Failure> holds(String system) {
    if (!held.contains(system)) {
      return Optional.empty();
    }
    return Optional.of(
        Failure.of(
            Failure.Kind.TRANSIENT,
            "HUB_RESTORED",
            happened() + mark.cut() + ", and nothing is delivered before " + awaited(),
            remedy()));
  }

  private String awaited() {
    List<String> told = sources.notTakenIn();
    List<String> left = sources.left();
    if (told.isEmpty() && left.isEmpty()) {
      return "what the sources said is decided";
    }
    return Stream.of(
            told.isEmpty() ? "" : "what these posted is in the log: " + String.join(", ", told),
            left.isEmpty() ? "" : "these sources were read again: " + String.join(", ", left))
        .filter(it -> !it.isEmpty())
        .collect(Collectors.joining(", and "));
  }

  private String remedy() {
    Optional<Failure> trouble = sources.trouble();
    if (trouble.isPresent()) {
      return trouble.get().code() + ": " + trouble.get().remedy();
    }
    return sources.left().isEmpty()
        ? "wait; it goes on by itself"
        : "see to it that they can be read, with their newest files in place; to go on"
            + " without one that is gone, start the hub with --deliver-without SYSTEM";
  }

  private String happened() {
    return switch (mark.why()) {
      case BACKUP -> "the hub was restored from a backup of ";
      case POWER_LOSS -> "the machine went down under the hub, which went back to ";
    };
  }

  private void run() {
    try {
      sources.read(closing);
      while (!isDone()) {
        rest(AFTER_FAILURE);
      }
    } catch (InterruptedException ends) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isDone() throws InterruptedException {
    try {
      awaitRouter();
      for (DeliveryEngine engine : parts.engines()) {
        if (held.contains(engine.system())) {
          bringUpToDate(engine.system());
          engine.start();
          held.remove(engine.system());
        }
      }
      RestoredMark.remove(data);
      LOG.info("consumers are brought up to date code=HUB_RESTORED cut={}", mark.cut());
      return true;
    } catch (KafkaException | TimeoutException | ReplayRefused | IOException later) {
      LOG.warn(
          "consumers cannot be brought up to date yet code=HUB_RESTORED cause={}",
          later.toString());
      return false;
    }
  }

  /** What has its replay was begun before the hub ended. */
  private void bringUpToDate(String system)
      throws InterruptedException, TimeoutException, ReplayRefused {
    ReplayOrder order = order(system);
    boolean begun =
        parts.replays().list().stream()
            .map(job -> job.order())
            .anyMatch(it -> it.system().equals(system) && it.person().equals(order.person()));
    if (begun) {
      return;
    }
    if (!parts.histories().contains(system)) {
      // What was on its way at the cut carries the values of then.
      parts.newBeginnings().begin(system);
      awaitRouter();
    }
    awaitStore();
    parts.replays().start(order);
  }

  /**
   * A system that is a source as well told what it holds, as far as it can be read. Without the
   * base of the cut nobody could tell which of it is its own change, and one that only posts would
   * be told the hub's older value over its own.
   */
  private ReplayOrder order(String system) {
    Doubt doubt = doubt(system);
    return new ReplayOrder(
        system,
        new Reach.All(),
        doubt,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        PER_SECOND,
        person());
  }

  /** Whose the replays are, so that each is begun once for each time that the hub went back. */
  private String person() {
    return switch (mark.why()) {
      case BACKUP -> "restore of " + mark.cut();
      case POWER_LOSS -> "power lost after " + mark.cut();
    };
  }

  private Doubt doubt(String system) {
    if (!parts.alsoSources().contains(system)) {
      return new Doubt.RestoredTo(mark.cut());
    }
    return sources.wasRead(system) ? new Doubt.ToldSince() : new Doubt.None();
  }

  /** Until what is in the inputs is decided, and what the router told itself because of it. */
  private void awaitRouter() throws InterruptedException {
    Map<TopicPartition, Long> before = Map.of();
    for (int round = 0; round < ROUNDS; round++) {
      Map<TopicPartition, Long> ends = parts.router().ends();
      if (ends.equals(before)) {
        return;
      }
      while (!parts.router().isPast(ends)) {
        rest(LOOK);
      }
      before = ends;
    }
  }

  private void awaitStore() throws InterruptedException, TimeoutException {
    try {
      parts.indexer().caughtUp().get(STORE_CATCHES_UP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException closed) {
      throw new KafkaException("the query store does not catch up with the log", closed);
    }
  }

  private void rest(Duration time) throws InterruptedException {
    if (closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join(10_000);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    parts.router().close();
  }
}
