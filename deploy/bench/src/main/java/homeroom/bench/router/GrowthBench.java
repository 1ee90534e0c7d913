package homeroom.bench.router;

import homeroom.stream.RouterSettings;
import homeroom.wire.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Whether the router slows down more than it must when it knows of many records: its speed with
 * full stores, beside that of the bare application with stores as full. The events are about
 * records all over the store, none of them twice.
 */
final class GrowthBench {

  private static final int TURNS = 3;

  private final Cluster cluster;
  private final Samples like;
  private final Findings findings;

  GrowthBench(Cluster cluster, Samples like, Findings findings) {
    this.cluster = cluster;
    this.like = like;
    this.findings = findings;
  }

  /**
   * Measures it.
   *
   * @param sizes how many records; the smallest first
   */
  void measure(List<Integer> sizes) throws IOException {
    int events = Math.max(1, sizes.getFirst() / (TURNS + 1));
    List<Double> router = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    for (int size : sizes) {
      bare.add(bare(size, events));
      findings.figure(
          "bare_per_second_with_" + size, bare.getLast(), "events/s, as many records stored");
      router.add(router(size, events));
      findings.figure(
          "events_per_second_with_" + size, router.getLast(), "events/s, so many records known");
    }
    findings.figure(
        "growth",
        router.getLast() / router.getFirst() / (bare.getLast() / bare.getFirst()),
        "of the speed is left with the most records, where the bare application keeps all of its");
  }

  private double router(int size, int events) throws IOException {
    Topics topics = new Topics("grown-" + size);
    RouterSettings settings = RouterBench.settings(cluster, topics.tenant());
    Filling.fill(cluster, topics, size);
    try (RoutedStudents routed = new RoutedStudents(cluster, topics, settings)) {
      routed.pause();
      routed.start();
      StoresAtRest.await(routed::running);
      Work work = new Work(topics.tenant());
      long before = work.nanos();
      double speed = turns(turn -> routed.alone(events, students(size, events, turn)));
      told(topics, (work.nanos() - before) / 1e3 / events / (TURNS + 1));
      return speed;
    } finally {
      remove(topics, settings);
    }
  }

  private double bare(int size, int events) throws IOException {
    Topics topics = new Topics("bare-" + size);
    RouterSettings settings = RouterBench.settings(cluster, topics.tenant());
    Filling.fill(cluster, topics, size);
    try (BareStudents bare = new BareStudents(cluster, topics, settings, like)) {
      bare.start();
      StoresAtRest.await(bare::running);
      Work work = new Work(topics.tenant());
      long before = work.nanos();
      double speed = turns(turn -> bare.pass(events, students(size, events, turn)));
      told(topics, (work.nanos() - before) / 1e3 / events / (TURNS + 1));
      return speed;
    } finally {
      remove(topics, settings);
    }
  }

  private void told(Topics topics, double micros) {
    findings.say("  %s: %,.0f us of the thread's work per event", topics.tenant(), micros);
  }

  private void remove(Topics topics, RouterSettings settings) throws IOException {
    cluster.removeTopics(topics.tenant());
    Cluster.remove(settings.stateFolder());
  }

  /** The first turn does not count. */
  private static double turns(IntFunction<Double> turn) {
    return Findings.median(IntStream.rangeClosed(0, TURNS).mapToObj(turn).skip(1).toList());
  }

  /** Some students from all over, in no order; others in each turn. */
  private static IntStream students(int size, int events, int turn) {
    long stride = size / ((long) events * (TURNS + 1));
    return IntStream.range(0, events)
        .map(i -> (int) ((((long) i * 7_919 % events) * (TURNS + 1) + turn) * stride));
  }
}
