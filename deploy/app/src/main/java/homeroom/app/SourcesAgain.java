package homeroom.app;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.WithoutText;
import homeroom.ingest.SourceSchedule;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads sources again until they have nothing new to say, after what was posted and got lost was
 * taken in. One thread reads; any may ask which are left.
 */
final class SourcesAgain {

  private static final Logger LOG = LoggerFactory.getLogger(SourcesAgain.class);
  private static final Duration FIRST_REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofSeconds(30);

  private final ConcurrentSkipListMap<String, SourceSchedule> asked = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<String, SourceSchedule> told = new ConcurrentSkipListMap<>();
  private final Set<String> all;

  /**
   * @param without those that are not waited for
   */
  SourcesAgain(Collection<RunningSource> sources, Set<String> without) {
    sources.stream()
        .filter(SourcesAgain::isAskedByItself)
        .filter(source -> !without.contains(source.system()))
        .forEach(source -> asked.put(source.system(), source.schedule()));
    all = Set.copyOf(asked.keySet());
    sources.stream()
        .filter(source -> source.ingest().isTold())
        .forEach(source -> told.put(source.system(), source.schedule()));
  }

  /** Whether it said again what it knows. */
  boolean wasRead(String system) {
    return all.contains(system) && !asked.containsKey(system);
  }

  /** Whether the hub asks the source again and again, so that it will say all that it knows. */
  static boolean isAskedByItself(RunningSource source) {
    return source.ingest().canBeAsked() && source.setup().timetable().isAsked();
  }

  /** Those that were not read to their end yet. */
  List<String> left() {
    return List.copyOf(asked.keySet());
  }

  /** Those of which what they posted before is not in the log yet. */
  List<String> notTakenIn() {
    return List.copyOf(told.keySet());
  }

  /** Why one of those is not; empty if none was tried yet. */
  Optional<Failure> trouble() {
    return told.values().stream()
        .map(SourceSchedule::spoolTrouble)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * Returns when all were read to their end, and what was posted is in the log.
   *
   * @param closing ends the wait
   * @throws InterruptedException if it was ended
   */
  void read(CountDownLatch closing) throws InterruptedException {
    Duration rest = FIRST_REST;
    while (true) {
      told.values().removeIf(SourceSchedule::takeSpooledIn);
      asked.values().removeIf(source -> isRead(source, closing));
      if (told.isEmpty() && asked.isEmpty()) {
        return;
      }
      if (closing.await(rest.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new InterruptedException();
      }
      rest = rest.multipliedBy(2).compareTo(LONGEST_REST) < 0 ? rest.multipliedBy(2) : LONGEST_REST;
    }
  }

  /** A folder may hold several files, each of which is a batch. */
  private static boolean isRead(SourceSchedule source, CountDownLatch closing) {
    try {
      while (closing.getCount() > 0) {
        Optional<BatchReport> report = source.ask();
        if (report.isEmpty()) {
          return true;
        }
        if (report.get().getStatus() != BatchStatus.ACCEPTED) {
          return false;
        }
      }
    } catch (AdapterFailure noted) {
      LOG.debug("source cannot be read again yet code={}", noted.failure().code());
    } catch (RuntimeException broken) {
      LOG.warn("source cannot be taken in code=SOURCE_BROKER", new WithoutText(broken));
    }
    return false;
  }
}
