package homeroom.bench.live;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.PushSource;
import homeroom.bench.OneConfiguration;
import homeroom.bench.router.Cluster;
import homeroom.delivery.DeliveryEngine;
import homeroom.delivery.DeliveryOffsets;
import homeroom.delivery.DeliverySettings;
import homeroom.ingest.IntakePlaces;
import homeroom.ingest.SourceIngest;
import homeroom.stream.Router;
import homeroom.stream.RouterMeter;
import homeroom.stream.RouterSettings;
import homeroom.wire.Topics;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerConfig;

/** All of a hub that lies between a source and its consumers, in this process. */
final class LiveHub implements AutoCloseable {

  static final Topics TOPICS = new Topics("live");
  private static final int CONCURRENCY = 16;

  private final Router router;
  private final Map<String, Speaker> speakers = new HashMap<>();
  private final Map<String, SourceIngest> ingests = new HashMap<>();
  private final List<DeliveryEngine> engines;

  /**
   * @param consumers by name, what is told of everything
   */
  LiveHub(Cluster cluster, Function<String, ConsumerAdapter> consumers) {
    List<String> sources = List.of(Campus.SIS, Campus.LMS);
    cluster.makeTopics(TOPICS.all(sources, Campus.CONSUMERS));
    begin(cluster);
    router =
        new Router(
            TOPICS,
            new RouterSettings(
                cluster.servers(),
                "bench",
                cluster.place("live"),
                Cluster.PARTITIONS,
                1,
                RouterSettings.COMMIT_INTERVAL),
            new OneConfiguration(Campus.rules()),
            RouterMeter.NONE);
    sources.forEach(system -> listenTo(cluster, system));
    engines =
        Campus.CONSUMERS.stream()
            .map(system -> engine(cluster, system, consumers.apply(system)))
            .toList();
  }

  private static void begin(Cluster cluster) {
    try (Admin admin =
        Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.servers()))) {
      DeliveryOffsets offsets = new DeliveryOffsets(admin, TOPICS);
      Campus.CONSUMERS.forEach(offsets::begin);
    }
  }

  private void listenTo(Cluster cluster, String system) {
    Speaker speaker = new Speaker(system);
    speakers.put(system, speaker);
    ingests.put(
        system,
        new SourceIngest(
            TOPICS,
            speaker.policy(),
            speaker,
            new IntakePlaces(
                cluster.servers(),
                (name, bytes) -> {
                  throw new IOException("a speaker keeps nothing");
                },
                cluster.place("accepted").resolve(system)),
            Campus.CONSUMERS.contains(system),
            InstantSource.system()));
  }

  private static DeliveryEngine engine(Cluster cluster, String system, ConsumerAdapter consumer) {
    return new DeliveryEngine(
        TOPICS,
        new DeliverySettings(system, cluster.servers(), "bench", CONCURRENCY),
        consumer,
        InstantSource.system());
  }

  void start() {
    router.start();
    engines.forEach(DeliveryEngine::start);
  }

  /** A system posts something; returns once it is in the log. */
  void post(String system, String event, Speaker.Row row) {
    PushSource.Request request = speakers.get(system).says(event, row);
    try {
      ingests.get(system).receive(request);
    } catch (AdapterFailure impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Takes in an export of the student information system; returns once it is in the log. */
  void take(String name, IntStream students) {
    speakers.get(Campus.SIS).exports(name, students);
    take();
  }

  /** The same, of anything. */
  void take(String name, Stream<Speaker.Row> rows) {
    speakers.get(Campus.SIS).exports(name, rows);
    take();
  }

  private void take() {
    try {
      ingests.get(Campus.SIS).poll();
    } catch (AdapterFailure impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    ingests.values().forEach(SourceIngest::close);
    engines.forEach(DeliveryEngine::close);
    router.close();
  }
}
