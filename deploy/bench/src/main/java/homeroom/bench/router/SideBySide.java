package homeroom.bench.router;

import java.util.ArrayList;
import java.util.List;

/** The router and the bare application, which take turns, and what came of it. */
final class SideBySide {

  /** The bare application is much faster, and commits shall not count for more with it. */
  private static final int BARE_ROUNDS = 2;

  private final RoutedStudents routed;
  private final BareStudents bare;
  private final int records;
  private final Work routedWork;
  private final Work bareWork;
  private final List<Double> routedSpeeds = new ArrayList<>();
  private final List<Double> bareSpeeds = new ArrayList<>();
  private long routedNanos;
  private long bareNanos;
  private long written;

  SideBySide(RoutedStudents routed, BareStudents bare, int records) {
    this.routed = routed;
    this.bare = bare;
    this.records = records;
    routedWork = new Work(routed.tenant());
    bareWork = new Work(bare.tenant());
    bare.pass(records, BARE_ROUNDS);
  }

  void turn() {
    long before = bareWork.nanos();
    bareSpeeds.add(bare.pass(records, BARE_ROUNDS));
    bareNanos += bareWork.nanos() - before;
    routed.pause();
    written -= routed.written();
    before = routedWork.nanos();
    routedSpeeds.add(routed.alone(records));
    routedNanos += routedWork.nanos() - before;
    written += routed.written();
    routed.answerAll(records);
  }

  /** Returns the router's speed. */
  double tell(Findings findings) {
    double alone = Findings.median(routedSpeeds);
    double beside = Findings.median(bareSpeeds);
    double events = (double) records * routedSpeeds.size();
    findings.figure("events_per_second", alone, "events/s, each with eight deliveries");
    findings.figure("bytes_written_per_event", written / events, "bytes in the broker's logs");
    findings.figure("bare_events_per_second", beside, "events/s, as much written, nothing decided");
    findings.figure("bare_ratio", alone / beside, "of the bare application's speed");
    findings.figure("work_per_event", routedNanos / 1e3 / events, "us of the router's thread");
    findings.figure(
        "bare_work_per_event",
        bareNanos / 1e3 / events / BARE_ROUNDS,
        "us of the bare application's thread");
    return alone;
  }
}
