package homeroom.bench.window;

import homeroom.audit.Indexer;
import homeroom.audit.IndexerMetrics;
import homeroom.audit.Pseudonyms;
import homeroom.audit.QueryStore;
import homeroom.audit.ReplayQueries;
import homeroom.audit.StoreLocation;
import homeroom.bench.Students;
import homeroom.bench.router.Cluster;
import homeroom.bench.router.Findings;
import homeroom.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * The dry run of a replay whose window holds very many deliveries. The hub's indexer fills a query
 * store from the log, so that the store is as a hub's.
 */
public final class WindowBench {

  private static final Topics TOPICS = new Topics("window");

  /** So often each record changed within the window. */
  private static final int CHANGES = 4;

  private static final int RUNS = 3;

  private WindowBench() {}

  /**
   * Measures.
   *
   * @param deliveries so many in the window
   */
  public static void measure(Cluster cluster, Findings findings, int deliveries)
      throws IOException {
    cluster.makeTopics(TOPICS.all(List.of(Students.SOURCE), Students.CONSUMERS));
    Path folder = Files.createDirectories(cluster.place("window"));
    try (QueryStore store =
        QueryStore.open(
            new StoreLocation.SqliteFile(folder.resolve("store.db")),
            Pseudonyms.open(folder, TOPICS.tenant()))) {
      int records = Math.max(1, deliveries / CHANGES);
      findings.say("%,d deliveries of %,d records are looked up", CHANGES * records, records);
      fill(cluster, store, records);
      findings.figure(
          "dry_run_seconds",
          look(store, records),
          "s until the window of %,d deliveries is counted".formatted(CHANGES * records));
    }
  }

  private static void fill(Cluster cluster, QueryStore store, int records) {
    Map<String, Object> settings = new HashMap<>(Indexer.consumerSettings());
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.servers());
    try (Indexer indexer =
        new Indexer(
            store,
            TOPICS.tenant(),
            () -> new KafkaConsumer<>(settings),
            new IndexerMetrics(new SimpleMeterRegistry()),
            InstantSource.system())) {
      indexer.start();
      Told.write(cluster, TOPICS, records, CHANGES);
      indexer.caughtUp().get();
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException("filling the query store", failed);
    }
  }

  private static double look(QueryStore store, int records) {
    ReplayQueries.Filter filter =
        new ReplayQueries.Filter(
            Students.CONSUMERS.getFirst(),
            Optional.of(
                new ReplayQueries.Window(Told.BEGAN, Told.BEGAN.plus(Duration.ofDays(365)))),
            Optional.empty(),
            List.of(),
            false,
            Optional.empty(),
            false);
    List<Double> seconds = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      Instant began = Instant.now();
      long counted = store.replays().counts(filter).stream().mapToLong(it -> it.records()).sum();
      seconds.add(Duration.between(began, Instant.now()).toNanos() / 1e9);
      if (counted != records) {
        throw new IllegalStateException("%,d of %,d are counted".formatted(counted, records));
      }
    }
    return Findings.median(seconds);
  }
}
