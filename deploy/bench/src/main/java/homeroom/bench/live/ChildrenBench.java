package homeroom.bench.live;

import homeroom.api.Operation;
import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.audit.HoldingState;
import homeroom.audit.Undelivered;
import homeroom.bench.Arrivals;
import homeroom.bench.Load;
import homeroom.bench.Students;
import homeroom.bench.router.Cluster;
import homeroom.bench.router.Findings;
import homeroom.bench.router.Tally;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Very many places at one school, of which a consumer is told: with the school there, and with the
 * school missing until all of them wait for it; then both with their deletion, without and with
 * that of the school. All the while people edit something else.
 */
public final class ChildrenBench {

  private static final String THERE = "north";
  private static final String MISSING = "south";

  /** What people edit in the LMS, and what the two other consumers are told of. */
  private static final String EDITED = "preferredName";

  private static final int STUDENTS = 200;
  private static final Duration EDIT = Duration.ofMillis(100);
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofMillis(5);

  /** So many records are asked at once. */
  private static final int CROWD = 500;

  private static final int QUESTIONS = 5;

  private final Findings findings;
  private final Cluster cluster;
  private final int children;
  private final LiveHub hub;
  private final Counted warehouse;
  private final Lookup lookup;
  private final Arrivals arrivals;
  private final AtomicInteger edits = new AtomicInteger();

  private ChildrenBench(
      Findings findings,
      Cluster cluster,
      int children,
      LiveHub hub,
      Counted warehouse,
      Lookup lookup,
      Arrivals arrivals) {
    this.findings = findings;
    this.cluster = cluster;
    this.children = children;
    this.hub = hub;
    this.warehouse = warehouse;
    this.lookup = lookup;
    this.arrivals = arrivals;
  }

  /**
   * Measures.
   *
   * @param children so many refer to one
   */
  public static void measure(Cluster cluster, Findings findings, int children) throws IOException {
    Arrivals arrivals = new Arrivals();
    Function<String, TimedRecipient> recipient =
        system -> new TimedRecipient(system, Set.of(EDITED), arrivals);
    Counted warehouse = new Counted(recipient.apply(Campus.WAREHOUSE));
    try (LiveHub hub =
            new LiveHub(
                cluster,
                system -> system.equals(Campus.WAREHOUSE) ? warehouse : recipient.apply(system));
        Lookup lookup = Lookup.open(cluster, LiveHub.TOPICS)) {
      hub.start();
      new ChildrenBench(findings, cluster, children, hub, warehouse, lookup, arrivals).measure();
    }
  }

  /** What a phase came to. */
  private record Phase(double seconds, double heap) {}

  private void measure() {
    hub.take("students", IntStream.range(0, STUDENTS));
    say("school", Campus.school(THERE), Campus.schoolRow(THERE));
    await(() -> told(Campus.SCHOOL, Operation.UPSERT) == 1 && told(Students.ENTITY) == STUDENTS);
    long end = System.nanoTime() + QUIET.toNanos();
    phase("quiet", () -> {}, () -> System.nanoTime() > end);

    Phase straight = phase("straight", () -> places(THERE), () -> told(Campus.PLACE) == children);
    phase("waiting", () -> places(MISSING), () -> lookup.waiting(Campus.PLACE) == children);
    look("waiting", children, Campus.SCHOOL);
    Phase released =
        phase(
            "release",
            () -> say("missing", Campus.school(MISSING), Campus.schoolRow(MISSING)),
            () -> told(Campus.PLACE) == 2L * children);
    findings.figure(
        "release_heap_ratio",
        released.heap() / straight.heap(),
        "of what is in use at most where nothing waits");
    leave();
    findings.check(
        "each_child_was_told_once",
        told(Campus.PLACE) == 2L * children && deleted(Campus.PLACE) == 2L * children);
  }

  private void leave() {
    Phase straight = phase("gone", () -> placesEnd(THERE), () -> deleted(Campus.PLACE) == children);
    try (Tally links = new Tally(cluster, LiveHub.TOPICS.links()).afterWhatIsThere()) {
      phase(
          "survey",
          () -> {
            hub.post(Campus.SIS, "leaves", Speaker.Row.gone(Campus.school(MISSING)));
            links.await(children + (long) children / CROWD);
          },
          () -> lookup.waiting(Campus.SCHOOL) == 1);
    }
    look("leaving", 1, "children:" + Campus.PLACE);
    long[] before = new long[1];
    Phase last =
        phase(
            "last_child",
            () -> placesEnd(MISSING),
            () -> {
              before[0] = deleted(Campus.PLACE);
              return deleted(Campus.SCHOOL) == 1;
            });
    findings.check("all_children_went_first", before[0] == 2L * children);
    findings.figure(
        "last_child_heap_ratio",
        last.heap() / straight.heap(),
        "of what is in use at most where nothing waits");
  }

  private void places(String school) {
    hub.take(
        school,
        IntStream.range(0, children)
            .mapToObj(
                number ->
                    new Speaker.Row(
                        Campus.place(school, number), Campus.placeRow(school, "student"))));
  }

  private void placesEnd(String school) {
    hub.take(
        school + " ends",
        IntStream.range(0, children)
            .mapToObj(number -> Speaker.Row.gone(Campus.place(school, number))));
  }

  private void say(String event, RecordKey record, Map<String, Value> fields) {
    hub.post(Campus.SIS, event, new Speaker.Row(record, fields));
  }

  private long told(String entity) {
    return told(entity, Operation.UPSERT);
  }

  private long deleted(String entity) {
    return told(entity, Operation.DELETE);
  }

  private long told(String entity, Operation operation) {
    return warehouse.told(entity, operation);
  }

  /** Does something while others edit, and waits until it is over. */
  private Phase phase(String name, Runnable act, BooleanSupplier over) {
    AtomicBoolean going = new AtomicBoolean(true);
    Thread editors = Thread.ofPlatform().start(() -> edit(name, going));
    try (LiveHeap heap = new LiveHeap()) {
      long began = System.nanoTime();
      act.run();
      await(over);
      double seconds = (System.nanoTime() - began) / 1e9;
      going.set(false);
      join(editors);
      await(arrivals::complete);
      Arrivals.Times times = arrivals.times(name);
      findings.figure(name + "_seconds", seconds, "s");
      findings.figure(name + "_heap", heap.greatestMebibytes(), "MiB in use at most");
      findings.figure(
          name + "_edit_p99_ms",
          times.millisWithin(0.99),
          "ms; the longest of %,d took %.0f"
              .formatted(times.sorted().length, times.millisWithin(1)));
      return new Phase(seconds, heap.greatestMebibytes());
    } finally {
      going.set(false);
    }
  }

  private void edit(String phase, AtomicBoolean going) {
    try (Load load = new Load()) {
      load.every(
          EDIT,
          going::get,
          (_, at) -> {
            int number = edits.getAndIncrement();
            String mark = "edit-" + number;
            Optional<String> before =
                number < STUDENTS ? Optional.empty() : Optional.of("edit-" + (number - STUDENTS));
            arrivals.said(phase, mark, before, Campus.CONSUMERS.size() - 1, at);
            hub.post(
                Campus.LMS,
                mark,
                new Speaker.Row(Students.key(number % STUDENTS), Map.of(EDITED, Value.text(mark))));
          });
    }
  }

  /** What {@code homeroom undelivered} shows, and how long that takes. */
  private void look(String name, long records, String because) {
    List<Double> seconds = new ArrayList<>();
    Undelivered shown = null;
    for (int i = 0; i < QUESTIONS; i++) {
      Instant began = Instant.now();
      shown = lookup.undelivered(Campus.WAREHOUSE);
      seconds.add(Duration.between(began, Instant.now()).toNanos() / 1e6);
    }
    findings.figure(name + "_shown_ms", Findings.median(seconds), "ms until undelivered shows it");
    // Receipts of edits may be on their way.
    List<Undelivered.Cause> causes =
        Optional.ofNullable(shown).stream()
            .flatMap(all -> all.causes().stream())
            .filter(cause -> cause.state() == HoldingState.WAITING)
            .toList();
    findings.check(
        name + "_shows_as_one_cause",
        causes.size() == 1
            && causes.getFirst().records() == records
            && causes.getFirst().reason().equals(Optional.of(because)));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
  }

  private static void await(BooleanSupplier done) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not everything came within " + PATIENCE);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
