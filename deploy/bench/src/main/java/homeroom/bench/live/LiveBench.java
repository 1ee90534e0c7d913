package homeroom.bench.live;

import homeroom.api.Value;
import homeroom.bench.Arrivals;
import homeroom.bench.Load;
import homeroom.bench.Students;
import homeroom.bench.router.Cluster;
import homeroom.bench.router.Findings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How long it takes from when a source says something until a consumer was told, with three
 * consumers that take no time: updates and new enrollments while 500 events come in each second,
 * and an edit while a full export is taken in.
 */
public final class LiveBench {

  /** What people edit in the LMS; all else comes from the student information system. */
  private static final String EDITED = "preferredName";

  private static final Set<String> MARKED = Set.of(Students.CHANGING, Campus.ROLE, EDITED);
  private static final int EVERYWHERE = Campus.CONSUMERS.size();
  private static final int ELSEWHERE = EVERYWHERE - 1;

  private static final Duration STEP = Duration.ofMillis(2);
  private static final Duration EDIT = Duration.ofMillis(50);

  /** Of so many events three are a new class, its new student and the seat. */
  private static final int SEAT_EVERY = 50;

  /** So much longer than what is measured. */
  private static final int WARM = 3;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Findings findings;
  private final int students;
  private final LiveHub hub;
  private final Arrivals arrivals;

  private LiveBench(Findings findings, int students, LiveHub hub, Arrivals arrivals) {
    this.findings = findings;
    this.students = students;
    this.hub = hub;
    this.arrivals = arrivals;
  }

  /**
   * Measures.
   *
   * @param students so many are known before, and twice as many are new in the export
   * @param seconds so long 500 events come each second
   */
  public static void measure(Cluster cluster, Findings findings, int students, int seconds) {
    Arrivals arrivals = new Arrivals();
    try (LiveHub hub =
        new LiveHub(cluster, system -> new TimedRecipient(system, MARKED, arrivals))) {
      hub.start();
      new LiveBench(findings, students, hub, arrivals).measure(seconds);
    }
  }

  private void measure(int seconds) {
    export("known", 0, students);
    // A hub runs for months: its first minute is the compiler's.
    steady("warm", WARM * seconds);
    steady("live", seconds);
    tell("update_p99_ms", "live");
    tell("enrollment_p99_ms", "live seats");
    busy();
    tell("busy_p99_ms", "edits");
    // Where people edit, the truth is sent once more: an edit may have crossed our last delivery.
    findings.check("everything_arrived_once", Set.of(Campus.LMS).containsAll(arrivals.repeated()));
  }

  private double export(String name, int from, int until) {
    long began = System.nanoTime();
    for (int number = from; number < until; number++) {
      arrivals.said(name, Speaker.mark(name, number), EVERYWHERE, began);
    }
    hub.take(name, IntStream.range(from, until));
    await();
    return (until - from) * 1e9 / (System.nanoTime() - began);
  }

  private void steady(String name, int seconds) {
    int times = Math.toIntExact(Duration.ofSeconds(seconds).dividedBy(STEP));
    try (Load load = new Load()) {
      load.every(
          STEP,
          times,
          (number, at) -> {
            switch (number % SEAT_EVERY) {
              case 0 -> seat(name, number, at);
              case 1, 2 -> {}
              default -> update(name, number, at);
            }
          });
    }
    await();
  }

  private void update(String name, int number, long at) {
    String event = name + "-" + number;
    Optional<String> before =
        number < students ? Optional.empty() : Optional.of(name + "-" + (number - students));
    arrivals.said(name, event, before, EVERYWHERE, at);
    hub.post(
        Campus.SIS,
        event,
        new Speaker.Row(
            Students.key(number % students), Map.of(Students.CHANGING, Value.text(event))));
  }

  /** The seat comes first, so that it has to wait. */
  private void seat(String name, int number, long at) {
    String event = name + "-" + number;
    int fresh = (name.equals("warm") ? 2_000_000 : 4_000_000) + number;
    arrivals.said(name + " seats", event, EVERYWHERE, at);
    hub.post(
        Campus.SIS,
        event + "-seat",
        new Speaker.Row(Campus.seat(fresh), Campus.seatRow(fresh, event)));
    hub.post(
        Campus.SIS,
        event + "-class",
        new Speaker.Row(Campus.course(fresh), Campus.courseRow(fresh)));
    hub.post(
        Campus.SIS,
        event + "-student",
        new Speaker.Row(Students.key(fresh), Students.row(fresh, 0)));
  }

  /** People edit in the LMS while the student information system's export is taken in. */
  private void busy() {
    Thread intake =
        Thread.ofPlatform().unstarted(() -> told(export("export", students, 3 * students)));
    intake.start();
    try (Load load = new Load()) {
      load.every(EDIT, intake::isAlive, this::edit);
    }
    await();
  }

  private void told(double perSecond) {
    findings.figure("import_per_second", perSecond, "new students/s, meanwhile");
  }

  private void edit(int number, long at) {
    String event = "edit-" + number;
    Optional<String> before =
        number < students ? Optional.empty() : Optional.of("edit-" + (number - students));
    arrivals.said("edits", event, before, ELSEWHERE, at);
    hub.post(
        Campus.LMS,
        event,
        new Speaker.Row(Students.key(number % students), Map.of(EDITED, Value.text(event))));
  }

  private void tell(String name, String kind) {
    Arrivals.Times times = arrivals.times(kind);
    findings.figure(
        name,
        times.millisWithin(0.99),
        "ms; half of %,d within %.0f ms".formatted(times.sorted().length, times.millisWithin(0.5)));
  }

  private void await() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!arrivals.complete()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not everything arrived within " + PATIENCE);
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", stopped);
      }
    }
  }
}
