package homeroom.bench.router;

import homeroom.broker.BrokerFailure;
import homeroom.stream.RouterSettings;
import homeroom.wire.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Measures the router on an embedded broker, exactly-once, with one thread, and beside it in the
 * same run a bare application that writes as much, and a plain copy loop.
 *
 * <p>All students are known and all eight consumers are in step before anything is measured. Each
 * measured event then says all 30 fields of a student, of which one is new. The time runs from when
 * the events are there until the last one's outcome is committed.
 *
 * <p>The router and the bare application take turns, and the median of their turns counts: on a
 * machine that others use as well, neither shall have all the bad moments.
 */
public final class RouterBench {

  private static final int TURNS = 3;

  /**
   * What is much faster gets more to do, so that commits do not count for more than they should.
   */
  private static final int COPY_ROUNDS = 10;

  /**
   * So many changes of every student go all the way round before anything is measured. The router
   * is a hundred times more code than what it is compared with, and Java has as much more to
   * compile before it is at its best.
   */
  private static final int WARM_UP_ROUNDS = 3;

  /**
   * What was found.
   *
   * @param figures by name
   * @param checks whether all that had to be there was
   */
  public record Outcome(Map<String, Double> figures, Map<String, Boolean> checks) {}

  private final Cluster cluster;
  private final int records;
  private final Findings findings;

  private RouterBench(Cluster cluster, int records, Findings findings) {
    this.cluster = cluster;
    this.records = records;
    this.findings = findings;
  }

  /**
   * Runs it.
   *
   * @param records so many students
   * @param growth with so many records in the store it is measured again, the smallest number
   *     first; with fewer than two numbers it is not
   * @param restored so many records are restored by a hub that was killed; 0 for none
   * @param progress is told in between how it goes
   * @throws BrokerFailure if the embedded broker could not start
   * @throws IOException if there is no room for its files
   */
  public static Outcome run(int records, List<Integer> growth, int restored, PrintWriter progress)
      throws IOException, BrokerFailure {
    Findings findings = new Findings(progress);
    try (Cluster cluster = Cluster.start()) {
      Samples samples = new RouterBench(cluster, records, findings).measure();
      if (growth.size() > 1) {
        new GrowthBench(cluster, samples, findings).measure(growth);
      }
    }
    if (restored > 0) {
      new RestoreBench(findings).measure(restored);
    }
    return new Outcome(findings.figures(), findings.checks());
  }

  private Samples measure() {
    try (RoutedStudents routed =
        new RoutedStudents(cluster, new Topics("bench"), settings(cluster, "router"))) {
      routed.start();
      findings.say("%,d students are made known to eight consumers", records);
      for (int round = 0; round <= WARM_UP_ROUNDS; round++) {
        routed.roundTrips(records);
      }
      routed.pause();
      routed.alone(records);
      Samples samples = routed.samples();
      routed.answerAll(records);
      double alone = besideBare(routed, samples);
      double copy = copy();
      findings.figure("copy_ratio", alone / copy, "of the copy loop's speed");
      List<Double> trips =
          IntStream.range(0, TURNS).mapToObj(turn -> routed.roundTrips(records)).toList();
      findings.figure(
          "round_trips_per_second",
          Findings.median(trips),
          "events/s, each with its eight receipts");
      findings.figure("state_bytes_per_record", routed.stateBytes(), "bytes stored");
      check(routed);
      return samples;
    }
  }

  private void check(RoutedStudents routed) {
    long rounds = 1 + WARM_UP_ROUNDS + 1 + TURNS + TURNS;
    findings.check(
        "each_event_reached_all_eight",
        routed.answered() == rounds * RoutedStudents.EIGHT * records);
    findings.check("nothing_was_decided_twice", routed.nothingWasDecidedTwice());
    findings.check("nothing_was_quarantined", routed.nothingWasQuarantined());
  }

  private double besideBare(RoutedStudents routed, Samples samples) {
    try (BareStudents bare =
        new BareStudents(cluster, new Topics("bare"), settings(cluster, "bare"), samples)) {
      bare.start();
      SideBySide both = new SideBySide(routed, bare, records);
      for (int turn = 0; turn < TURNS; turn++) {
        both.turn();
      }
      return both.tell(findings);
    }
  }

  private double copy() {
    List<Topics.Spec> topics =
        List.of(Topics.Spec.routed("copy.from"), Topics.Spec.routed("copy.to"));
    cluster.makeTopics(topics);
    try (CopyLoop copy =
            new CopyLoop(cluster, "copy.from", "copy.to", RouterSettings.COMMIT_INTERVAL);
        Wave wave = new Wave(cluster, "copy.from");
        Tally done = new Tally(cluster, "copy.to")) {
      long many = (long) COPY_ROUNDS * records;
      copy.start();
      wave.release(records, COPY_ROUNDS);
      done.await(many);
      long began = wave.release(records, COPY_ROUNDS);
      double perSecond = Findings.perSecond(many, began, done.await(many));
      findings.figure("copy_events_per_second", perSecond, "events/s, copied exactly once");
      return perSecond;
    }
  }

  static RouterSettings settings(Cluster cluster, String name) {
    return new RouterSettings(
        cluster.servers(),
        name,
        cluster.place(name),
        Cluster.PARTITIONS,
        1,
        RouterSettings.COMMIT_INTERVAL);
  }
}
