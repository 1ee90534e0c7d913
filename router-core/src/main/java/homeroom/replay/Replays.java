package homeroom.replay;

import homeroom.replay.ReplayOrder.Doubt;
import homeroom.replay.ReplayRefused.Kind;
import homeroom.schema.Command;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replays of a hub: begins them, goes on with those that were under way when it ended, and ends
 * them. Thread-safe; every method but {@code list} and {@code find} may block.
 */
public final class Replays implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
  private static final Duration READ_AGAIN = Duration.ofSeconds(2);

  private final ReplayLog log;
  private final ReplayRecords records;
  private final ReplayCheck check;
  private final InstantSource clock;
  private final Map<String, ReplayJob> jobs = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private boolean unread;

  /**
   * @param consumers the systems to which there can be replays
   */
  public Replays(ReplayLog log, ReplayRecords records, Set<String> consumers, InstantSource clock) {
    this.log = log;
    this.records = records;
    this.clock = clock;
    check = new ReplayCheck(Set.copyOf(consumers));
  }

  /**
   * Reads what there was, and goes on with what is not over. When the log cannot be read now it
   * returns all the same, and tries again until it can.
   */
  public void resume() {
    if (!tryToRead()) {
      Thread again = Thread.ofPlatform().name("replays-reading").daemon().unstarted(this::readOn);
      synchronized (this) {
        threads.add(again);
      }
      again.start();
    }
  }

  private void readOn() {
    boolean done = false;
    try {
      while (!done && !closing.await(READ_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        done = tryToRead();
      }
    } catch (InterruptedException ends) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean tryToRead() {
    try {
      log.read().forEach(job -> jobs.put(job.id(), job));
    } catch (RuntimeException notNow) {
      unread = true;
      LOG.warn(
          "log of replays cannot be read code=REPLAYS_UNREAD cause={}",
          notNow.getClass().getSimpleName());
      return false;
    }
    unread = false;
    jobs.values().stream().filter(job -> !job.status().isOver()).forEach(this::run);
    return true;
  }

  /**
   * What a replay would find, before anything is sent.
   *
   * @throws ReplayRefused if it cannot be done as asked for
   */
  public List<ReplayRecords.Count> preview(ReplayOrder order) throws ReplayRefused {
    check.check(order, records.oldest());
    return records.counts(order.toSend());
  }

  /** Of how many records that a replay would void the system's word. */
  public long toVoid(ReplayOrder order) {
    return order.toVoid().map(records::count).orElse(0L);
  }

  /**
   * Begins a replay; it goes on by itself from here on.
   *
   * @throws ReplayRefused if it cannot be done as asked for, or another one to the system goes on
   */
  public synchronized ReplayJob start(ReplayOrder order) throws ReplayRefused {
    check.check(order, records.oldest());
    readOthers();
    Optional<ReplayJob> other =
        jobs.values().stream()
            .filter(job -> !job.status().isOver())
            .filter(job -> job.order().system().equals(order.system()))
            .findFirst();
    if (other.isPresent()) {
      throw new ReplayRefused(
          Kind.CONFLICT,
          "REPLAY_RUNNING",
          "Another replay to " + order.system() + " goes on: " + other.get().id() + ".",
          "Wait until it is done, or end it: homeroom replay cancel " + other.get().id() + ".");
    }
    ReplayJob job =
        ReplayJob.begin(
            "replay-" + UUID.randomUUID().toString().substring(0, 13),
            order,
            epoch(order),
            toVoid(order),
            records.count(order.toSend()),
            clock.instant());
    write(job);
    run(job);
    return job;
  }

  private void checkRead() throws ReplayRefused {
    if (unread) {
      throw unread();
    }
  }

  /** Another hub may have begun one; two that void must not have the same number. */
  private void readOthers() throws ReplayRefused {
    checkRead();
    try {
      log.look().forEach(job -> jobs.put(job.id(), job));
    } catch (RuntimeException notNow) {
      throw unread();
    }
  }

  private static ReplayRefused unread() {
    return new ReplayRefused(
        Kind.UNAVAILABLE,
        "REPLAYS_UNREAD",
        "Which replays there are could not be read from the log now.",
        "Ask again when the broker can be reached: homeroom status.");
  }

  /** One more than any before, so that a record knows whether this one came by already. */
  private int epoch(ReplayOrder order) {
    if (order.doubt() instanceof Doubt.None) {
      return 0;
    }
    return 1
        + jobs.values().stream()
            .filter(job -> job.order().system().equals(order.system()))
            .mapToInt(ReplayJob::epoch)
            .max()
            .orElse(0);
  }

  /** All there were, the newest first. */
  public List<ReplayJob> list() {
    return jobs.values().stream()
        .sorted(Comparator.comparing(ReplayJob::startedAt).reversed())
        .toList();
  }

  public Optional<ReplayJob> find(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  /** What became of a replay's commands so far, by code. */
  public Map<String, Long> decided(String id) {
    return records.decided(id);
  }

  /** How the deliveries that it caused ended so far, by outcome. */
  public Map<String, Long> ended(String id) {
    return records.ended(id);
  }

  /**
   * Ends a replay; what was asked for before goes its way.
   *
   * @throws ReplayRefused if there is none that goes on
   */
  public synchronized ReplayJob cancel(String id) throws ReplayRefused {
    checkRead();
    ReplayJob job = jobs.get(id);
    if (job == null) {
      throw new ReplayRefused(
          Kind.UNKNOWN,
          "REPLAY_UNKNOWN",
          "There is no replay of that id.",
          "See which there are: homeroom replay list.");
    }
    if (job.status().isOver()) {
      throw new ReplayRefused(
          Kind.CONFLICT,
          "REPLAY_OVER",
          "The replay is over.",
          "See what became of it: homeroom replay show " + id + ".");
    }
    ReplayJob cancelled = job.cancelled(clock.instant());
    write(cancelled);
    return cancelled;
  }

  /** Written twice it says the same; a producer that was not used for a week has to begin anew. */
  private void write(ReplayJob job) throws ReplayRefused {
    try {
      log.write(job, Map.of());
    } catch (RuntimeException first) {
      try {
        log.write(job, Map.of());
      } catch (RuntimeException again) {
        throw new ReplayRefused(
            Kind.UNAVAILABLE,
            "REPLAY_NOT_WRITTEN",
            "The replay could not be written to the log, or nobody knows whether it was.",
            "See which there are when the broker is back: homeroom replay list.");
      }
    }
    jobs.put(job.id(), job);
  }

  private void run(ReplayJob job) {
    threads.add(
        Thread.ofPlatform()
            .name("replay-" + job.order().system())
            .daemon()
            .start(new ReplayLoop(this, records, job.id(), job.order().perSecond(), closing)));
  }

  /**
   * Writes commands down, unless the replay was ended meanwhile.
   *
   * @param next the replay's state with these commands
   */
  synchronized void ask(ReplayJob next, List<ReplayRecords.Found> found) {
    ReplayJob now = jobs.get(next.id());
    if (now == null || now.status().isOver()) {
      return;
    }
    Map<String, Command> commands = new LinkedHashMap<>();
    Instant at = clock.instant();
    for (ReplayRecords.Found one : found) {
      commands.put(one.record().toString(), ReplayMessages.command(now, one, at));
    }
    log.write(next, commands);
    jobs.put(next.id(), next);
  }

  /** After a failure nobody knows what was written; the log does. */
  synchronized void readAgain(String id) {
    log.read().stream().filter(job -> job.id().equals(id)).forEach(job -> jobs.put(id, job));
  }

  /** How far it is in another hub, which goes on with it. */
  ReplayJob lookAt(String id) {
    for (ReplayJob job : log.look()) {
      if (job.id().equals(id)) {
        jobs.put(id, job);
      }
    }
    return find(id).orElseThrow();
  }

  Instant now() {
    return clock.instant();
  }

  @Override
  public void close() {
    closing.countDown();
    List<Thread> running;
    synchronized (this) {
      running = List.copyOf(threads);
    }
    try {
      for (Thread thread : running) {
        thread.interrupt();
        thread.join(10_000);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }
}
