package homeroom.bench.delivery;

import homeroom.api.ConsumerAdapter;
import homeroom.bench.Arrivals;
import homeroom.bench.Load;
import homeroom.bench.router.Cluster;
import homeroom.bench.router.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * A consumer that was away: how fast it is brought up to date, and whether another one notices that
 * it is away.
 */
final class OutageBench {

  private static final int CONCURRENCY = 16;
  private static final Duration TAKES = Duration.ofMillis(10);
  private static final Duration AWAY = Duration.ofSeconds(3);
  private static final int ROUNDS = 3;
  private static final int PHASES = 3;
  private static final Duration EVERY = Duration.ofMillis(5);

  private final Cluster cluster;
  private final Findings findings;

  OutageBench(Cluster cluster, Findings findings) {
    this.cluster = cluster;
    this.findings = findings;
  }

  /**
   * How fast what gathered in an outage is delivered, beside a bare loop of the same calls.
   *
   * @param deliveries so many gather
   */
  void catchUp(int deliveries) {
    Switched consumer = new Switched(new Recipient(TAKES));
    BareLoop loop = new BareLoop(new Recipient(TAKES), CONCURRENCY);
    List<Double> bare = new ArrayList<>();
    List<Double> caughtUp = new ArrayList<>();
    List<Double> back = new ArrayList<>();
    try (EngineRun run = new EngineRun(cluster, "away", consumer, CONCURRENCY)) {
      run.pass(deliveries);
      loop.pass(deliveries);
      for (int round = 0; round < ROUNDS; round++) {
        bare.add(loop.pass(deliveries));
        consumer.off();
        run.release(deliveries);
        pause(AWAY);
        long on = System.nanoTime();
        consumer.on();
        long ended = run.await(deliveries);
        caughtUp.add(deliveries * 1e9 / (ended - consumer.firstSinceOn()));
        back.add((consumer.firstSinceOn() - on) / 1e6);
      }
      findings.check("each_order_of_an_outage_has_one_receipt", run.complete());
    }
    findings.figure(
        "back_ms", Findings.median(back), "ms from when it is back until the first call");
    findings.figure(
        "catch_up_ratio",
        Findings.median(caughtUp) / Findings.median(bare),
        "of what the consumer can take");
  }

  /**
   * The p99 of one consumer while another one is away, beside its own while both are there; the
   * phases alternate.
   *
   * @param seconds so long each phase takes
   */
  void neighbour(int seconds) {
    Arrivals arrivals = new Arrivals();
    ConsumerAdapter lively = new Noted(new Recipient(TAKES), arrivals);
    Switched other = new Switched(new Recipient(TAKES));
    int orders = Math.toIntExact(Duration.ofSeconds(seconds).dividedBy(EVERY));
    try (EngineRun observed = new EngineRun(cluster, "lively", lively, CONCURRENCY);
        EngineRun neighbour = new EngineRun(cluster, "neighbour", other, CONCURRENCY);
        KafkaProducer<byte[], byte[]> producer =
            cluster.producer(Map.of(ProducerConfig.LINGER_MS_CONFIG, 0))) {
      observed.pass(orders);
      neighbour.pass(orders);
      for (int phase = -1; phase < 2 * PHASES; phase++) {
        boolean away = phase % 2 == 1;
        String kind = phase < 0 ? "first" : away ? "away" : "there";
        if (away) {
          other.off();
        }
        phase(producer, observed, neighbour, arrivals, kind, orders);
        observed.await(orders);
        other.on();
        neighbour.await(orders);
      }
      findings.check("neighbours_orders_have_one_receipt_each", observed.complete());
    }
    double there = arrivals.times("there").millisWithin(0.99);
    double away = arrivals.times("away").millisWithin(0.99);
    findings.figure("own_p99_ms", there, "ms while the other one is there");
    findings.figure("neighbour_p99_ms", away, "ms while the other one is away");
    findings.figure("neighbour_p99_ratio", away / there, "of its own p99");
  }

  private static void phase(
      KafkaProducer<byte[], byte[]> producer,
      EngineRun observed,
      EngineRun neighbour,
      Arrivals arrivals,
      String kind,
      int orders) {
    Load.steadily(
        EVERY,
        orders,
        (number, at) -> {
          producer.send(neighbour.next(number));
          var order = observed.next(number);
          arrivals.said(kind, observed.deliveryId(number), 1, at);
          producer.send(order);
        });
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
  }
}
