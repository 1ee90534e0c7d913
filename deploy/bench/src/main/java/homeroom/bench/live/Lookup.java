package homeroom.bench.live;

import homeroom.audit.DeliveryQueries;
import homeroom.audit.HoldingState;
import homeroom.audit.Indexer;
import homeroom.audit.IndexerMetrics;
import homeroom.audit.Pseudonyms;
import homeroom.audit.QueryStore;
import homeroom.audit.StoreLocation;
import homeroom.audit.Undelivered;
import homeroom.bench.router.Cluster;
import homeroom.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The query store of a hub, kept up to date from the log. */
final class Lookup implements AutoCloseable {

  private static final Duration WINDOW = Duration.ofHours(48);

  private final QueryStore store;
  private final Indexer indexer;

  private Lookup(QueryStore store, Indexer indexer) {
    this.store = store;
    this.indexer = indexer;
  }

  static Lookup open(Cluster cluster, Topics topics) throws IOException {
    Path folder = Files.createDirectories(cluster.place("query-store"));
    QueryStore store =
        QueryStore.open(
            new StoreLocation.SqliteFile(folder.resolve("store.db")),
            Pseudonyms.open(folder, topics.tenant()));
    Map<String, Object> settings = new HashMap<>(Indexer.consumerSettings());
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.servers());
    Indexer indexer =
        new Indexer(
            store,
            topics.tenant(),
            () -> new KafkaConsumer<>(settings),
            new IndexerMetrics(new SimpleMeterRegistry()),
            InstantSource.system());
    indexer.start();
    return new Lookup(store, indexer);
  }

  /** How many records of an entity wait for others, at all systems together. */
  long waiting(String entity) {
    return store.deliveries().counts().stream()
        .filter(count -> count.entity().equals(entity) && count.state() == HoldingState.WAITING)
        .mapToLong(DeliveryQueries.Count::records)
        .sum();
  }

  Undelivered undelivered(String system) {
    Instant now = Instant.now();
    return store.deliveries().undelivered(system, now.minus(WINDOW), now);
  }

  @Override
  public void close() {
    indexer.close();
    store.close();
  }
}
