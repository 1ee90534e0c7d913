package homeroom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.Fields;
import homeroom.planning.ConsumerMapping;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import homeroom.schema.Command;
import homeroom.schema.CommandKind;
import homeroom.schema.DataEvent;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.EventOperation;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes between new rules and the look at a record that they call for. */
class ChangedRulesTest {

  private static final Topics TOPICS = new Topics("cedar");
  private static final String STUDENT = "student/1";

  private final MockProcessorContext<byte[], Outgoing> context = new MockProcessorContext<>();
  private final RouterProcessor router =
      new RouterProcessor(TOPICS, 1, new Titles(), RouterMeter.NONE);
  private long offset;

  @BeforeEach
  void start() {
    for (String name :
        List.of(
            RouterTopology.RECORDS,
            RouterTopology.WAITING,
            RouterTopology.REFERRING,
            RouterTopology.DUE,
            RouterTopology.KEPT,
            RouterTopology.LEAVING)) {
      KeyValueStore<byte[], byte[]> store =
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
              .withLoggingDisabled()
              .build();
      store.init(context.getStateStoreContext(), store);
    }
    context.setCurrentSystemTimeMs(0);
    router.init(context);
    send(TOPICS.commands(), "any", configure("Mr"));
  }

  @Test
  void shouldTellAllThatTheNewMappingMakesThoughAnEventComesFirst() {
    tell("name", "Okafor", "note", "A");
    confirm(orders().getFirst());

    send(TOPICS.commands(), "any", configure("Ms"));
    tell("note", "B");

    List<DeliveryOrder> orders = orders();
    orders.forEach(this::confirm);
    orders.addAll(orders());
    assertThat(orders)
        .anySatisfy(
            order -> {
              assertThat(order.getChanged()).contains("title");
              assertThat(Values.values(order.getPayload()))
                  .containsEntry("title", Value.text("Ms Okafor"));
            });
  }

  @Test
  void shouldTellItAlsoWhenADeliveryWasUnderWay() {
    tell("name", "Okafor", "note", "A");
    DeliveryOrder open = orders().getFirst();

    send(TOPICS.commands(), "any", configure("Ms"));
    read(TOPICS.commands(), Command.class)
        .forEach(sweep -> send(TOPICS.commands(), "any", WireFormat.encode(sweep)));
    confirm(open);

    assertThat(orders())
        .singleElement()
        .satisfies(
            order ->
                assertThat(Values.values(order.getPayload()))
                    .containsEntry("title", Value.text("Ms Okafor")));
    tell("note", "B");
    assertThat(orders()).as("one at a time").isEmpty();
  }

  private static byte[] configure(String configuration) {
    return WireFormat.encode(
        Command.newBuilder()
            .setCommandId("apply-" + configuration)
            .setKind(CommandKind.CONFIGURE)
            .setConfiguration(configuration)
            .setAt(0)
            .build());
  }

  private void tell(String... fields) {
    Map<String, Value> values =
        fields.length == 2
            ? Map.of(fields[0], Value.text(fields[1]))
            : Map.of(
                fields[0],
                Value.text(fields[1]),
                fields[2],
                Value.text(fields[3]),
                FieldRules.EXISTS,
                Value.flag(true));
    send(
        TOPICS.events("sis"),
        STUDENT,
        WireFormat.encode(
            DataEvent.newBuilder()
                .setEventId("e-" + String.join("-", fields))
                .setSystem("sis")
                .setEntity("student")
                .setKey("1")
                .setOperation(EventOperation.UPSERT)
                .setFields(Values.fields(values))
                .setOccurredAt(0)
                .setObservedAt(0)
                .build()));
  }

  private List<DeliveryOrder> orders() {
    return read(TOPICS.deliveries("lms"), DeliveryOrder.class);
  }

  private void confirm(DeliveryOrder order) {
    send(
        TOPICS.receipts("lms"),
        STUDENT,
        WireFormat.encode(
            DeliveryReceipt.newBuilder()
                .setDeliveryId(order.getDeliveryId())
                .setSystem("lms")
                .setEntity("student")
                .setKey("1")
                .setOutcome(ReceiptOutcome.UPDATED)
                .setVersion(order.getVersion())
                .setAt(0)
                .build()));
  }

  private void send(String topic, String key, byte[] value) {
    context.setRecordMetadata(topic, 0, offset++);
    router.process(new Record<>(key.getBytes(StandardCharsets.UTF_8), value, 0));
  }

  private <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    List<T> all = new ArrayList<>();
    context.forwarded().stream()
        .map(sent -> sent.record().value())
        .filter(outgoing -> outgoing.topic().equals(topic))
        .forEach(outgoing -> all.add(WireFormat.decode(outgoing.value(), type)));
    context.resetForwards();
    return all;
  }

  /** Each configuration is named after the title that it puts before names. */
  private static final class Titles implements RulesSource {
    @Override
    public Optional<Rules> rules(String configuration) {
      return Optional.of(
          new Rules(
              configuration,
              Map.of(
                  "student",
                  new EntityRules(
                      "student",
                      Map.of(
                          "name",
                          Fields.text("name", "sis"),
                          "note",
                          Fields.text("note", "sis"),
                          FieldRules.EXISTS,
                          Fields.text(FieldRules.EXISTS, "sis")))),
              Map.of(
                  "student",
                  List.of(
                      new Subscription(
                          "lms",
                          "student",
                          "users",
                          new Titled(configuration),
                          List.of(),
                          List.of())))));
    }

    @Override
    public Rules newest() {
      return rules("Mr").orElseThrow();
    }
  }

  private record Titled(String title) implements ConsumerMapping {
    @Override
    public Set<String> inputs() {
      return Set.of("name", "note");
    }

    @Override
    public Map<String, Value> payload(RecordKey record, Map<String, Value> canonical) {
      String name =
          canonical.get("name") instanceof Value.Text(var text) ? title + " " + text : title;
      return Map.of("title", Value.text(name), "note", canonical.getOrDefault("note", Value.NULL));
    }

    @Override
    public boolean selects(RecordKey record, Map<String, Value> canonical) {
      return true;
    }
  }
}
