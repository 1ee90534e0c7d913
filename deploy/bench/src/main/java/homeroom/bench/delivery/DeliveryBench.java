package homeroom.bench.delivery;

import homeroom.bench.router.Cluster;
import homeroom.bench.router.Findings;
import homeroom.broker.BrokerFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The delivery engine of a consumer and a bare loop of as many threads, which take turns with the
 * same calls: once to an adapter that takes 10 ms, as a system over the network would, and once to
 * one that takes no time, so that only the hub's own work is left.
 */
public final class DeliveryBench {

  private static final int CONCURRENCY = 16;
  private static final Duration SLOW = Duration.ofMillis(10);
  private static final int ROUNDS = 5;
  private static final int ROUNDS_BEFORE = 2;

  private DeliveryBench() {}

  /** What came of it. */
  public record Outcome(Map<String, Double> figures, Map<String, Boolean> checks) {}

  /**
   * Measures.
   *
   * @param slow deliveries in each round to the adapter that takes 10 ms
   * @param instant deliveries in each round to the one that takes no time
   * @param progress told what comes out, as it comes
   */
  public static Outcome run(int slow, int instant, PrintWriter progress)
      throws IOException, BrokerFailure {
    Findings findings = new Findings(progress);
    try (Cluster cluster = Cluster.start()) {
      measure(cluster, findings, "slow", new Recipient(SLOW), slow);
      measure(cluster, findings, "bare", new Recipient(Duration.ZERO), instant);
    }
    return new Outcome(findings.figures(), findings.checks());
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
