package homeroom.stream;

import homeroom.wire.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** How the router is put together: one source, one processor, six stores, a sink for each topic. */
public final class RouterTopology {

  static final String RECORDS = "records";
  static final String WAITING = "waiting";
  static final String REFERRING = "referring";
  static final String DUE = "due";
  static final String KEPT = "kept";
  static final String LEAVING = "leaving";
  static final String DELIVERIES = "to-deliveries";

  private RouterTopology() {}

  /**
   * Builds the topology.
   *
   * @param partitions how many each topic has; an input in a partition that its key does not belong
   *     to is quarantined
   */
  public static Topology build(
      Topics topics, int partitions, RulesSource rules, RouterMeter meter) {
    Topology topology =
        new Topology()
            .addSource(
                AutoOffsetReset.earliest(),
                "inputs",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.routerInputs())
            .addProcessor(
                "router", () -> new RouterProcessor(topics, partitions, rules, meter), "inputs")
            .addStateStore(store(RECORDS).withCachingEnabled(), "router")
            .addStateStore(store(WAITING), "router")
            .addStateStore(store(REFERRING), "router")
            .addStateStore(store(DUE), "router")
            .addStateStore(store(KEPT), "router")
            .addStateStore(store(LEAVING), "router");
    for (String topic :
        new String[] {
          topics.records(),
          topics.changes(),
          topics.conflicts(),
          topics.movements(),
          topics.boundaries(),
          topics.links(),
          topics.commands(),
          topics.quarantine()
        }) {
      topology.addSink(sink(topic), topic, new ByteArraySerializer(), value(), "router");
    }
    return topology.addSink(
        DELIVERIES, new AsAddressed(), new ByteArraySerializer(), value(), "router");
  }

  /** Each delivery goes to the topic of its system. */
  private record AsAddressed() implements TopicNameExtractor<byte[], Outgoing> {
    @Override
    public String extract(byte[] key, Outgoing outgoing, RecordContext context) {
      return outgoing.topic();
    }

    @Override
    public String toString() {
      return "deliveries.<system>";
    }
  }

  static String sink(String topic) {
    return "to-" + topic;
  }

  private static Serializer<Outgoing> value() {
    return (topic, outgoing) -> outgoing.value();
  }

  private static StoreBuilder<KeyValueStore<byte[], byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
        .withCachingDisabled();
  }
}
