package homeroom.bench.router;

import homeroom.bench.Students;
import homeroom.bench.router.Samples.Output;
import homeroom.stream.Router;
import homeroom.stream.RouterSettings;
import homeroom.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * A Streams application with the router's settings that decides nothing: for each event it reads
 * what is stored, stores as many bytes as the router did, and forwards as many messages of the same
 * sizes. It looks into none of them. What it leaves is what Kafka Streams and the broker cost.
 */
final class BareApplication implements AutoCloseable {

  private static final String STORE = "records";
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

  private final KafkaStreams streams;

  BareApplication(Topics topics, RouterSettings settings, Samples samples) {
    Topology topology =
        new Topology()
            .addSource(
                AutoOffsetReset.earliest(),
                "events",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.events(Students.SOURCE))
            .addProcessor("bare", () -> new Writer(topics, samples), "events")
            .addStateStore(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(STORE),
                        Serdes.ByteArray(),
                        Serdes.ByteArray())
                    .withCachingDisabled(),
                "bare");
    for (Output output : samples.messages().keySet()) {
      String topic = output.topic(topics);
      topology.addSink(topic, topic, new ByteArraySerializer(), new ByteArraySerializer(), "bare");
    }
    streams = new KafkaStreams(topology, Router.properties(topics, settings));
  }

  void start() {
    streams.start();
  }

  /** Whether it has its state and takes events. */
  boolean running() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  private static final class Writer implements Processor<byte[], byte[], byte[], byte[]> {
    private final Topics topics;
    private final Samples samples;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<byte[], byte[]> store;
    private long read;
    private int turn;

    Writer(Topics topics, Samples samples) {
      this.topics = topics;
      this.samples = samples;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
      this.context = context;
      store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> event) {
      turn++;
      byte[] before = store.get(event.key());
      read += before == null ? 0 : before.length;
      store.put(event.key(), next(samples.states()));
      for (Map.Entry<Output, List<byte[]>> output : samples.messages().entrySet()) {
        context.forward(event.withValue(next(output.getValue())), output.getKey().topic(topics));
      }
    }

    private byte[] next(List<byte[]> some) {
      return some.get(turn % some.size());
    }
  }

  @Override
  public void close() {
    streams.close(STOP_WITHIN);
  }
}
