package homeroom.stream;

import homeroom.wire.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The router, running. Thread-safe. */
public final class Router implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Router.class);
  private static final long STATES_CACHED_BYTES = 64L << 20;
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

  private final KafkaStreams streams;
  private final Topics topics;
  private final String group;
  private final RouterSettings settings;

  public Router(Topics topics, RouterSettings settings, RulesSource rules, RouterMeter meter) {
    this(topics, settings, rules, meter, properties(topics, settings));
  }

  /**
   * Runs as the properties say, so that a test can stand between the router and its broker.
   *
   * @param properties made of those that {@link #properties} gives
   */
  Router(
      Topics topics,
      RouterSettings settings,
      RulesSource rules,
      RouterMeter meter,
      Properties properties) {
    this.settings = settings;
    this.topics = topics;
    group = topics.routerGroup();
    streams =
        new KafkaStreams(
            RouterTopology.build(topics, settings.partitions(), rules, meter), properties);
    streams.setUncaughtExceptionHandler(
        failure -> {
          LOG.error("router thread replaced code=ROUTER_THREAD_FAILED", failure);
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
  }

  /**
   * Begins where it was.
   *
   * @throws TopicSetupException if nobody knows where that is, or if messages were removed from the
   *     log that it has not decided; nothing is decided then
   */
  public void start() {
    start(false);
  }

  /**
   * @param overGaps go on though messages were removed from the log that were not decided
   */
  public void start(boolean overGaps) {
    FormerMembers.remove(group, settings);
    TornStores.remove(settings.stateFolder().resolve(group));
    StartingPlaces.prepare(topics, settings, overGaps);
    streams.start();
  }

  /** Whether every task is running: not starting, restoring or stopped. */
  public boolean running() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /** Whether a thread of it has gone nowhere for minutes, whatever its state says. */
  public boolean stalled() {
    return Pulse.stalled(streams.metrics());
  }

  /** How many threads {@link #stalled} looks at. */
  long threadsThatShowTheirPulse() {
    return streams.metrics().keySet().stream().filter(Pulse::isOfThread).count();
  }

  /** The state's name, for people. */
  public String state() {
    return streams.state().name();
  }

  @Override
  public void close() {
    streams.close(STOP_WITHIN);
  }

  /** How Kafka Streams runs the router; whatever else runs so can be compared with it. */
  public static Properties properties(Topics topics, RouterSettings settings) {
    Map<String, Object> config = new HashMap<>();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.routerGroup());
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    config.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateFolder().toString());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    // What came is looked at again this often, so that a commit that is due does not wait for more.
    config.put(StreamsConfig.POLL_MS_CONFIG, Promptness.LOOK.toMillis());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    // The answers to one change come close together: a state is written once for all of a commit.
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, STATES_CACHED_BYTES);
    config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallRocks.class);
    config.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG, RouterClients.class.getName());
    // Decisions do not depend on the order between topics, so nothing waits for the others.
    config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
    config.put(StreamsConfig.topicPrefix(TopicConfig.SEGMENT_BYTES_CONFIG), 64 << 20);
    // The time at which it was written tells the broker how young it is, not that of the input.
    config.put(
        StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG), "LogAppendTime");
    consumer(config, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.instance());
    consumer(config, ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000);
    consumer(config, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 15_000);
    consumer(config, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    consumer(config, ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 32 << 10);
    consumer(config, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 25);
    // A second request under way can overtake the first one of a transaction, which then must
    // repeat.
    producer(config, ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    // Nothing is visible before the commit, which sends what is there: one batch, not many small
    // ones.
    producer(config, ProducerConfig.LINGER_MS_CONFIG, settings.commitInterval().toMillis());
    producer(config, ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
    producer(config, ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    Properties properties = new Properties();
    properties.putAll(config);
    return properties;
  }

  private static void consumer(Map<String, Object> config, String name, Object value) {
    config.put(StreamsConfig.mainConsumerPrefix(name), value);
  }

  private static void producer(Map<String, Object> config, String name, Object value) {
    config.put(StreamsConfig.producerPrefix(name), value);
  }
}
