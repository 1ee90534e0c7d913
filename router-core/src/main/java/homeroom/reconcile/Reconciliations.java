package homeroom.reconcile;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.SnapshotReader;
import homeroom.api.WithoutText;
import homeroom.planning.Rules;
import homeroom.planning.SourceMapping;
import homeroom.reconcile.Reconciliation.Outcome;
import homeroom.reconcile.Reconciliation.Report;
import homeroom.reconcile.compare.Finding;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The comparisons of a hub: does one at a time while a few wait, and keeps the latest ones until it
 * ends. Thread-safe.
 */
public final class Reconciliations implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciliations.class);
  private static final int KEPT = 4;
  private static final int MOST_WAITING = 2;
  private static final String WHICH = "See which systems there are: homeroom status.";

  private final Parts parts;
  private final Map<String, Reconciliation> all = new LinkedHashMap<>();
  private final Repairs repairs;
  private final ExecutorService thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().name("reconciliations").daemon().factory());

  /**
   * What is compared.
   *
   * @param consumers by the systems' names
   * @param sources how each source's rows are understood
   */
  public record Parts(
      Rules rules,
      Map<String, ConsumerAdapter> consumers,
      Map<String, List<SourceMapping>> sources,
      Records records,
      KeptFiles files,
      InstantSource clock) {
    public Parts {
      consumers = Map.copyOf(consumers);
      sources = Map.copyOf(sources);
    }
  }

  public Reconciliations(Parts parts) {
    this.parts = parts;
    repairs = new Repairs(parts, this::find);
  }

  /**
   * Begins a comparison; it goes on by itself from here on.
   *
   * @throws AdapterFailure if there is nothing to be compared, or the system cannot be read
   */
  public Reconciliation start(Question question) throws AdapterFailure {
    check(question);
    Reconciliation begun =
        new Reconciliation(
            "reconcile-" + UUID.randomUUID().toString().substring(0, 13),
            question,
            parts.rules().configuration(),
            parts.clock().instant(),
            0,
            Optional.empty(),
            Optional.empty());
    keep(begun);
    try {
      thread.execute(() -> run(begun.id()));
    } catch (RejectedExecutionException notNow) {
      forget(begun.id());
      throw thread.isShutdown()
          ? Failures.refused(
              "HUB_ENDING", "The hub ends.", "Ask again when it is up: homeroom status.")
          : Failures.refused(
              "RECONCILE_BUSY",
              "A comparison goes on, and " + MOST_WAITING + " wait.",
              "Ask again when one is done, or end one: homeroom reconcile --cancel ID.");
    }
    return begun;
  }

  public synchronized Optional<Reconciliation> find(String id) {
    return Optional.ofNullable(all.get(id));
  }

  /**
   * Ends a comparison that goes on or waits.
   *
   * @throws AdapterFailure if there is none of that id, or it is over
   */
  public synchronized Reconciliation cancel(String id) throws AdapterFailure {
    if (known(id).outcome().isPresent()) {
      throw Failures.refused(
          "RECONCILE_OVER", "The comparison is over.", "There is nothing to be ended.");
    }
    end(id, new Outcome.Failed(Failures.CANCELLED));
    return known(id);
  }

  /** What can be done about what was found. */
  public Repairs repairs() {
    return repairs;
  }

  private Reconciliation known(String id) throws AdapterFailure {
    return find(id).orElseThrow(Failures::unknown);
  }

  private synchronized void forget(String id) {
    all.remove(id);
  }

  private synchronized void keep(Reconciliation one) {
    all.put(one.id(), one);
    Iterator<Reconciliation> oldest = all.values().iterator();
    while (all.size() > KEPT && oldest.hasNext()) {
      Reconciliation next = oldest.next();
      if (next.outcome().isPresent() && !next.id().equals(one.id())) {
        oldest.remove();
        repairs.forget(next.id());
      }
    }
  }

  /** Notes how far it is, unless somebody ended it. */
  private synchronized void progress(String id, long read) {
    Reconciliation now = all.get(id);
    if (now == null || now.outcome().isPresent()) {
      throw new Cancelled();
    }
    all.put(id, now.read(read));
  }

  private synchronized void end(String id, Outcome how) {
    Reconciliation now = all.get(id);
    if (now != null && now.outcome().isEmpty()) {
      keep(now.ended(how, parts.clock().instant()));
    }
  }

  private void run(String id) {
    Optional<Question> question =
        find(id).filter(it -> it.outcome().isEmpty()).map(Reconciliation::question);
    if (question.isEmpty()) {
      return;
    }
    try {
      Report report = report(question.get(), read -> progress(id, read));
      end(id, new Outcome.Compared(question.get().values() ? report : withoutValues(report)));
    } catch (AdapterFailure failed) {
      end(id, new Outcome.Failed(failed.failure()));
    } catch (InterruptedException ends) {
      Thread.currentThread().interrupt();
    } catch (Cancelled ended) {
      LOG.info("comparison was ended before it was done id={}", id);
    } catch (RecordsUnavailable notNow) {
      LOG.warn(
          "comparison could not read code={}",
          Failures.RECORDS_AWAY.code(),
          new WithoutText(notNow));
      end(id, new Outcome.Failed(Failures.RECORDS_AWAY));
    } catch (RuntimeException defect) {
      LOG.error("comparison ended by a defect code=HUB_DEFECT", new WithoutText(defect));
      end(id, new Outcome.Failed(Failures.DEFECT));
    } catch (Error serious) {
      // What it held is let go of with it, so the next one can be done.
      LOG.error("comparison ended by an error code=HUB_DEFECT", new WithoutText(serious));
      end(id, new Outcome.Failed(Failures.of(serious)));
    }
  }

  /** Somebody ended the comparison. */
  private static final class Cancelled extends RuntimeException {
    Cancelled() {
      super("cancelled", null, false, false);
    }
  }

  private Report report(Question question, LongConsumer progress)
      throws AdapterFailure, InterruptedException {
    if (question.batch().isPresent()) {
      return new BatchReading(
              question,
              question.batch().get(),
              parts.sources().getOrDefault(question.system(), List.of()),
              parts.rules(),
              parts.records(),
              progress)
          .compare(parts.files());
    }
    return new ConsumerReading(
            question, reader(question.system()), parts.rules(), parts.records(), progress)
        .compare();
  }

  private static Report withoutValues(Report report) {
    return new Report(
        report.counts(),
        report.findings().stream().map(Finding::withoutValues).toList(),
        report.nameless(),
        report.leftOut(),
        report.compared());
  }

  private void check(Question question) throws AdapterFailure {
    String system = question.system();
    if (question.batch().isPresent() && !parts.sources().containsKey(system)) {
      throw Failures.refused(
          "RECONCILE_SYSTEM_UNKNOWN", "No source has the name that was given.", WHICH);
    }
    if (question.batch().isEmpty()) {
      reader(system);
    }
    if (question.entity().isPresent() && !entities(question).contains(question.entity().get())) {
      throw Failures.refused(
          "RECONCILE_ENTITY_UNKNOWN",
          system + " has nothing to do with the entity that was given.",
          "Name one of: " + String.join(", ", entities(question)) + ".");
    }
  }

  private Set<String> entities(Question question) {
    if (question.batch().isPresent()) {
      return parts.sources().get(question.system()).stream()
          .map(SourceMapping::entity)
          .collect(Collectors.toCollection(TreeSet::new));
    }
    return parts.rules().subscriptions().values().stream()
        .flatMap(List::stream)
        .filter(it -> it.system().equals(question.system()))
        .map(it -> it.entity())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private SnapshotReader reader(String system) throws AdapterFailure {
    ConsumerAdapter adapter = parts.consumers().get(system);
    if (adapter instanceof SnapshotReader reader) {
      return reader;
    }
    boolean source = parts.sources().containsKey(system);
    if (adapter == null && !source) {
      throw Failures.refused(
          "RECONCILE_SYSTEM_UNKNOWN", "No system has the name that was given.", WHICH);
    }
    throw Failures.refused(
        "RECONCILE_NOT_READABLE",
        adapter == null
            ? system + " is told nothing, so that it holds nothing of the hub's."
            : system + " is handed files and cannot be asked what it holds.",
        source
            ? "Compare what it exports: homeroom reconcile "
                + system
                + " --batch ID. The ids shows: homeroom batches --system "
                + system
                + "."
            : "See what it was handed: homeroom undelivered --to " + system + ".");
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
