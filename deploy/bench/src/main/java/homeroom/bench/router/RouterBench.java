package homeroom.bench.router;

import homeroom.bench.Students;
import homeroom.broker.BrokerFailure;
import homeroom.planning.Rules;
import homeroom.stream.Router;
import homeroom.stream.RouterMeter;
import homeroom.stream.RouterSettings;
import homeroom.stream.RulesSource;
import homeroom.wire.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures the router on an embedded broker, exactly-once, with one thread, and beside it in the
 * same run a bare application that writes as much, and a plain copy loop.
 *
 * <p>All students are known and all eight consumers are in step before anything is measured. Each
 * measured event then says all 30 fields of a student, of which one is new. The time runs from when
 * the events are there until the last one's outcome is committed.
 */
public final class RouterBench {

  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(200);
  private static final int EIGHT = Students.CONSUMERS.size();

  /**
   * What is much faster gets more to do, so that commits do not count for more than they should.
   */
  private static final int BARE_ROUNDS = 2;

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
  private final PrintWriter progress;
  private final Map<String, Double> figures = new LinkedHashMap<>();
  private final Map<String, Boolean> checks = new LinkedHashMap<>();
  private Optional<Samples> samples = Optional.empty();

  private RouterBench(Cluster cluster, int records, PrintWriter progress) {
    this.cluster = cluster;
    this.records = records;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @param records so many students
   * @param progress is told in between how it goes
   * @throws BrokerFailure if the embedded broker could not start
   * @throws IOException if there is no room for its files
   */
  public static Outcome run(int records, PrintWriter progress) throws IOException, BrokerFailure {
    try (Cluster cluster = Cluster.start()) {
      RouterBench bench = new RouterBench(cluster, records, progress);
      double alone = bench.router();
      double bare = bench.bare(bench.samples.orElseThrow());
      double copy = bench.copy();
      bench.figure("bare_ratio", alone / bare, "of the bare application's speed");
      bench.figure("copy_ratio", alone / copy, "of the copy loop's speed");
      return new Outcome(bench.figures, bench.checks);
    }
  }

  private double router() {
    Topics topics = new Topics("bench");
    cluster.makeTopics(topics.all(List.of(Students.SOURCE), Students.CONSUMERS));
    try (Router router =
            new Router(topics, settings("router"), new OneConfiguration(), RouterMeter.NONE);
        Wave wave = new Wave(cluster, topics.events(Students.SOURCE));
        Tally decided = new Tally(cluster, topics.movements());
        Tally quarantined = new Tally(cluster, topics.quarantine());
        Answerer answerer = new Answerer(cluster, topics)) {
      router.start();
      say("%,d students are made known to eight consumers", records);
      for (int round = 0; round <= WARM_UP_ROUNDS; round++) {
        wave.release(records, 1);
        decided.await(records + (long) EIGHT * records);
      }
      answerer.pause();
      double alone = alone(topics, wave, decided);
      samples = Optional.of(Samples.take(cluster, topics));
      answerer.resume();
      decided.await((long) EIGHT * records);
      long began = wave.release(records, 1);
      double answered = perSecond(records, began, decided.await(records + (long) EIGHT * records));
      figure("round_trips_per_second", answered, "events/s, each with its eight receipts");
      figure("state_bytes_per_record", Samples.stateBytes(cluster, topics), "bytes stored");
      check(
          "each_event_reached_all_eight",
          answerer.answered() == (3L + WARM_UP_ROUNDS) * EIGHT * records);
      check("nothing_was_decided_twice", decided.isComplete());
      check("nothing_was_quarantined", quarantined.isComplete());
      return alone;
    }
  }

  private double alone(Topics topics, Wave wave, Tally decided) {
    String input = topics.events(Students.SOURCE);
    long before = cluster.bytes(topic -> !topic.equals(input));
    long began = wave.release(records, 1);
    double perSecond = perSecond(records, began, decided.await(records));
    long written = cluster.bytes(topic -> !topic.equals(input)) - before;
    figure("events_per_second", perSecond, "events/s, each with eight deliveries");
    figure("bytes_written_per_event", (double) written / records, "bytes in the broker's logs");
    return perSecond;
  }

  private double bare(Samples like) {
    Topics topics = new Topics("bare");
    cluster.makeTopics(topics.all(List.of(Students.SOURCE), Students.CONSUMERS));
    try (BareApplication bare = new BareApplication(topics, settings("bare"), like);
        Wave wave = new Wave(cluster, topics.events(Students.SOURCE));
        Tally done = new Tally(cluster, topics.movements())) {
      bare.start();
      wave.release(records, BARE_ROUNDS);
      done.await((long) BARE_ROUNDS * records);
      long began = wave.release(records, BARE_ROUNDS);
      long many = (long) BARE_ROUNDS * records;
      double perSecond = perSecond(many, began, done.await(many));
      figure("bare_events_per_second", perSecond, "events/s, as much written, nothing decided");
      return perSecond;
    }
  }

  private double copy() {
    List<Topics.Spec> topics =
        List.of(new Topics.Spec("copy.from", false), new Topics.Spec("copy.to", false));
    cluster.makeTopics(topics);
    try (CopyLoop copy = new CopyLoop(cluster, "copy.from", "copy.to", COMMIT_INTERVAL);
        Wave wave = new Wave(cluster, "copy.from");
        Tally done = new Tally(cluster, "copy.to")) {
      long many = (long) COPY_ROUNDS * records;
      copy.start();
      wave.release(records, COPY_ROUNDS);
      done.await(many);
      long began = wave.release(records, COPY_ROUNDS);
      double perSecond = perSecond(many, began, done.await(many));
      figure("copy_events_per_second", perSecond, "events/s, copied exactly once");
      return perSecond;
    }
  }

  private RouterSettings settings(String name) {
    return new RouterSettings(
        cluster.servers(), name, cluster.place(name), Cluster.PARTITIONS, 1, COMMIT_INTERVAL);
  }

  private static double perSecond(long many, long began, long ended) {
    return many * 1e9 / (ended - began);
  }

  private void figure(String name, double number, String unit) {
    double rounded = number >= 100 ? Math.rint(number) : Math.rint(number * 1_000) / 1_000;
    figures.put(name, rounded);
    say("%-24s %,12.3f %s", name, rounded, unit);
  }

  private void check(String name, boolean holds) {
    checks.put(name, holds);
    say("%-24s %s", name, holds ? "yes" : "NO");
  }

  private void say(String format, Object... values) {
    progress.println(format.formatted(values));
    progress.flush();
  }

  private record OneConfiguration(Rules newest) implements RulesSource {
    OneConfiguration() {
      this(Students.rules());
    }

    @Override
    public Optional<Rules> rules(String configuration) {
      return configuration.equals(newest.configuration()) ? Optional.of(newest) : Optional.empty();
    }
  }
}
