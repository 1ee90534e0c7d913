package homeroom.outage;

import homeroom.api.Failure;
import homeroom.log.LogReading;
import homeroom.log.PromptWriter;
import homeroom.outage.Outage.Subject;
import homeroom.schema.OutageState;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import homeroom.wire.WireFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic in which a hub writes down its outages. */
final class OutageLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

  private final Topics topics;
  private final String bootstrapServers;
  private final String hub;
  private final PromptWriter writer;

  /**
   * @param hub the instance; what others noticed is theirs
   */
  OutageLog(Topics topics, String bootstrapServers, String hub) {
    this.topics = topics;
    this.bootstrapServers = bootstrapServers;
    this.hub = hub;
    writer = new PromptWriter(bootstrapServers);
  }

  /**
   * What this hub noticed and has not seen the end of.
   *
   * @throws KafkaException if it cannot be read
   */
  Collection<Outage> open() {
    Map<Subject, Outage> open = new LinkedHashMap<>();
    try (Consumer<byte[], byte[]> consumer = LogReading.consumer(bootstrapServers)) {
      LogReading.read(consumer, topics.outages(), message -> take(message, open));
    }
    return open.values();
  }

  private void take(ConsumerRecord<byte[], byte[]> message, Map<Subject, Outage> open) {
    if (message.value() == null) {
      return;
    }
    try {
      OutageState state = WireFormat.decode(message.value(), OutageState.class);
      if (state.getHub().equals(hub)) {
        Outage outage = outage(state);
        if (outage.endedAt().isPresent()) {
          open.remove(outage.subject());
        } else {
          open.put(outage.subject(), outage);
        }
      }
    } catch (WireFormatException | IllegalArgumentException unreadable) {
      LOG.warn(
          "outage cannot be read code=UNREADABLE_MESSAGE partition={} offset={}",
          message.partition(),
          message.offset());
    }
  }

  /**
   * Returns when the broker has all of it.
   *
   * @throws KafkaException if some could not be written; to write it again is harmless
   */
  void write(List<Outage> outages) {
    writer.write("down an outage", outages.stream().map(this::message).toList());
  }

  private ProducerRecord<byte[], byte[]> message(Outage outage) {
    Subject subject = outage.subject();
    String key =
        hub + "/" + subject.system() + "/" + (subject.needsPerson() ? "by-a-person" : "by-itself");
    return new ProducerRecord<>(
        topics.outages(), key.getBytes(StandardCharsets.UTF_8), WireFormat.encode(state(outage)));
  }

  private OutageState state(Outage outage) {
    Failure failure = outage.failure();
    return OutageState.newBuilder()
        .setHub(hub)
        .setSystem(outage.subject().system())
        .setNeedsPerson(outage.subject().needsPerson())
        .setKind(failure.kind().name())
        .setCode(failure.code())
        .setMessage(failure.message())
        .setRemedy(failure.remedy())
        .setBeganAt(Values.micros(outage.beganAt()))
        .setEndedAt(outage.endedAt().map(Values::micros).orElse(null))
        .build();
  }

  private static Outage outage(OutageState state) {
    return new Outage(
        new Subject(state.getSystem(), state.getNeedsPerson()),
        Failure.of(
            Failure.Kind.valueOf(state.getKind()),
            state.getCode(),
            state.getMessage(),
            state.getRemedy()),
        Values.instant(state.getBeganAt()),
        Optional.ofNullable(state.getEndedAt()).map(Values::instant));
  }

  @Override
  public void close() {
    writer.close();
  }
}
