package homeroom.bench.delivery;

import homeroom.bench.live.ChildrenBench;
import homeroom.bench.live.LiveBench;
import homeroom.bench.router.Cluster;
import homeroom.bench.router.Findings;
import homeroom.bench.window.WindowBench;
import homeroom.broker.BrokerFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Delivering and replaying, each on an embedded broker:
 *
 * <ul>
 *   <li>the delivery engine of a consumer and a bare loop of as many threads, which take turns with
 *       the same calls: once to an adapter that takes 10 ms, as a system over the network would,
 *       and once to one that takes no time, so that only the hub's own work is left;
 *   <li>a consumer that comes back after an outage, and another one beside it;
 *   <li>how long it takes from a source to the consumers;
 *   <li>the dry run of a replay;
 *   <li>very many records that refer to one that is missing, and to one that is deleted.
 * </ul>
 */
public final class DeliveryBench {

  private static final int CONCURRENCY = 16;
  private static final Duration SLOW = Duration.ofMillis(10);
  private static final int ROUNDS = 5;
  private static final int ROUNDS_BEFORE = 2;

  private DeliveryBench() {}

  /** What came of it. */
  public record Outcome(Map<String, Double> figures, Map<String, Boolean> checks) {}

  /** What is measured. */
  public enum Part {
    ENGINE,
    OUTAGE,
    LATENCY,
    REPLAY,
    CHILDREN
  }

  /**
   * How much is done.
   *
   * @param slow deliveries in each round to the adapter that takes 10 ms
   * @param instant deliveries in each round to the one that takes no time
   * @param seconds how long something goes on that happens at a steady rate
   * @param students so many are known while latencies are measured
   * @param window so many deliveries are in the window of a replay
   * @param children so many records refer to one
   */
  public record Size(int slow, int instant, int seconds, int students, int window, int children) {
    public static final Size FULL = new Size(8_000, 20_000, 20, 10_000, 1_000_000, 30_000);
  }

  /**
   * Measures.
   *
   * @param parts what; each has a broker of its own, so that none works in what another left
   * @param progress told what comes out, as it comes
   */
  public static Outcome run(Set<Part> parts, Size size, PrintWriter progress)
      throws IOException, BrokerFailure {
    Findings findings = new Findings(progress);
    for (Part part : parts) {
      try (Cluster cluster = Cluster.start()) {
        measure(part, size, cluster, findings);
      }
    }
    return new Outcome(findings.figures(), findings.checks());
  }

  private static void measure(Part part, Size size, Cluster cluster, Findings findings)
      throws IOException {
    switch (part) {
      case ENGINE -> {
        measure(cluster, findings, "slow", new Recipient(SLOW), size.slow());
        measure(cluster, findings, "bare", new Recipient(Duration.ZERO), size.instant());
      }
      case OUTAGE -> {
        OutageBench outage = new OutageBench(cluster, findings);
        outage.catchUp(size.slow());
        outage.neighbour(Math.max(1, size.seconds() / 4));
      }
      case LATENCY -> LiveBench.measure(cluster, findings, size.students(), size.seconds());
      case REPLAY -> WindowBench.measure(cluster, findings, size.window());
      case CHILDREN -> ChildrenBench.measure(cluster, findings, size.children());
    }
  }

  private static void measure(
      Cluster cluster, Findings findings, String name, Recipient adapter, int deliveries) {
    BareLoop loop = new BareLoop(adapter, CONCURRENCY);
    List<Double> bare = new ArrayList<>();
    List<Double> engine = new ArrayList<>();
    try (EngineRun run = new EngineRun(cluster, name, adapter, CONCURRENCY)) {
      for (int round = -ROUNDS_BEFORE; round < ROUNDS; round++) {
        double alone = loop.pass(deliveries);
        double delivered = run.pass(deliveries);
        if (round >= 0) {
          bare.add(alone);
          engine.add(delivered);
        }
      }
      findings.check(name + "_each_order_has_one_receipt", run.complete());
    }
    findings.figure(name + "_per_second", Findings.median(engine), "deliveries/s by the engine");
    findings.figure(name + "_loop_per_second", Findings.median(bare), "calls/s by the bare loop");
    findings.figure(
        name + "_ratio",
        Findings.median(engine) / Findings.median(bare),
        "of the bare loop's speed");
  }
}
