package homeroom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Authority;
import homeroom.authority.Comparison;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldType;
import homeroom.authority.Fields;
import homeroom.authority.Refusals;
import homeroom.authority.Resolution;
import homeroom.log.PartitionKeys;
import homeroom.planning.ConsumerMapping;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import homeroom.schema.Boundary;
import homeroom.schema.Command;
import homeroom.schema.CommandKind;
import homeroom.schema.Conflict;
import homeroom.schema.DataEvent;
import homeroom.schema.DeliveryOperation;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.EventOperation;
import homeroom.schema.GoldenRecord;
import homeroom.schema.Link;
import homeroom.schema.LinkKind;
import homeroom.schema.Movement;
import homeroom.schema.MovementOutcome;
import homeroom.schema.Quarantined;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterTopologyTest {

  private static final Topics TOPICS = new Topics("cedar");

  @TempDir Path folder;
  private TopologyTestDriver driver;

  @BeforeEach
  void start() {
    Properties properties =
        Router.properties(
            TOPICS, new RouterSettings("localhost:1", "hub", folder, 1, 1, Duration.ofMillis(100)));
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    driver =
        new TopologyTestDriver(
            RouterTopology.build(TOPICS, 1, new OneConfiguration(), RouterMeter.NONE), properties);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void shouldBeTheTopologyThatWasReviewed() throws IOException {
    String described =
        RouterTopology.build(TOPICS, 4, new OneConfiguration(), RouterMeter.NONE)
            .describe()
            .toString();
    try (InputStream golden = RouterTopologyTest.class.getResourceAsStream("topology.txt")) {
      assertThat(golden).as("topology.txt").isNotNull();
      assertThat(described)
          .as("the topology changed: if it should, keep this as topology.txt%n%s", described)
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void shouldWriteTheTruthTheDeliveryAndTheMovement() {
    tell("org/1", Map.of("name", Value.text("North")));

    assertThat(read(TOPICS.records(), GoldenRecord.class))
        .singleElement()
        .satisfies(golden -> assertThat(golden.getVersion()).isEqualTo(1));
    assertThat(read(TOPICS.deliveries("lms"), DeliveryOrder.class))
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.getCreates()).isTrue();
              assertThat(order.getConfiguration()).isEqualTo("c1");
            });
    assertThat(read(TOPICS.movements(), Movement.class))
        .extracting(Movement::getOutcome)
        .containsExactly(MovementOutcome.ACCEPTED);
  }

  @Test
  void shouldPassABoundaryOnBehindWhatItsBatchCaused() {
    tell("org/1", Map.of("name", Value.text("North")));
    send(
        TOPICS.events("sis"),
        PartitionKeys.forPartition(0, 1),
        WireFormat.encode(
            Boundary.newBuilder()
                .setBoundaryId("boundary")
                .setSystem("sis")
                .setBatch("batch")
                .setCompleteAt(5)
                .setArrivedAt(6)
                .setPartition(0)
                .setPartitions(1)
                .build()));

    assertThat(readWithKeys(TOPICS.boundaries()))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(new String(one.key, StandardCharsets.UTF_8)).isEqualTo("sis/0");
              Boundary passed = WireFormat.decode(one.value, Boundary.class);
              assertThat(passed.getLoggedAt()).isNotNull();
              assertThat(passed.getCompleteAt()).isEqualTo(5);
            });
    assertThat(readWithKeys(TOPICS.movements()))
        .extracting(one -> WireFormat.typeOf(one.value))
        .containsExactly("Movement", "Boundary");
    assertThat(read(TOPICS.quarantine(), Quarantined.class)).isEmpty();
  }

  @Test
  void shouldLetAChildWaitUntilItsParentIsThere() {
    tell("class/7", Map.of("name", Value.text("Art"), "school", Value.text("1")));
    assertThat(read(TOPICS.deliveries("lms"), DeliveryOrder.class)).isEmpty();

    tell("org/1", Map.of("name", Value.text("North")));
    confirm(read(TOPICS.deliveries("lms"), DeliveryOrder.class).getFirst());

    assertThat(read(TOPICS.deliveries("lms"), DeliveryOrder.class))
        .extracting(DeliveryOrder::getEntity)
        .containsExactly("class");
  }

  @Test
  void shouldReleaseACrowdCompletely() {
    for (int i = 0; i < 1_203; i++) {
      tell("class/" + i, Map.of("name", Value.text("Art"), "school", Value.text("1")));
    }
    tell("org/1", Map.of("name", Value.text("North")));
    confirm(read(TOPICS.deliveries("lms"), DeliveryOrder.class).getFirst());

    assertThat(read(TOPICS.deliveries("lms"), DeliveryOrder.class)).hasSize(1_203);
    try (var waiting = driver.<byte[], byte[]>getKeyValueStore(RouterTopology.WAITING).all()) {
      assertThat(waiting.hasNext()).isFalse();
    }
  }

  @Test
  void shouldDeleteACrowdBeforeWhatItRefersTo() {
    schoolWithClasses(1_203);

    gone("org/1");
    assertThat(read(TOPICS.deliveries("lms"), DeliveryOrder.class)).isEmpty();
    assertThat(read(TOPICS.movements(), Movement.class).getLast().getSent())
        .singleElement()
        .satisfies(due -> assertThat(due.getWaitsFor()).containsExactly("children:class"));
    for (int i = 0; i < 1_203; i++) {
      gone("class/" + i);
    }
    List<DeliveryOrder> classes = read(TOPICS.deliveries("lms"), DeliveryOrder.class);
    assertThat(classes)
        .hasSize(1_203)
        .allSatisfy(order -> assertThat(order.getEntity()).isEqualTo("class"));
    classes.subList(1, classes.size()).forEach(order -> answer(order, ReceiptOutcome.DELETED));
    assertThat(read(TOPICS.deliveries("lms"), DeliveryOrder.class)).isEmpty();
    answer(classes.getFirst(), ReceiptOutcome.DELETED);

    assertThat(read(TOPICS.deliveries("lms"), DeliveryOrder.class))
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.getEntity()).isEqualTo("org");
              assertThat(order.getOperation()).isEqualTo(DeliveryOperation.DELETE);
            });
    assertThat(isEmpty(RouterTopology.LEAVING)).isTrue();
  }

  @Test
  void shouldAnswerForARecordThatTheRulesKnowNoMore() {
    schoolWithClasses(0);
    Link asked = Links.leaving(LinkKind.LEAVING, "org/1", "org/1", "unheard/1", List.of("lms"));

    send(TOPICS.links(), "unheard/1", WireFormat.encode(asked));

    assertThat(read(TOPICS.quarantine(), Quarantined.class)).isEmpty();
  }

  @Test
  void shouldDeleteAtOnceWhatNothingRefersTo() {
    schoolWithClasses(0);

    gone("org/1");

    assertThat(read(TOPICS.deliveries("lms"), DeliveryOrder.class)).hasSize(1);
    assertThat(read(TOPICS.movements(), Movement.class).getLast().getOutcome())
        .isEqualTo(MovementOutcome.RELEASED);
    assertThat(isEmpty(RouterTopology.LEAVING)).isTrue();
  }

  @Test
  void shouldKeepARecordWhileTheDeletionOfWhatRefersToItIsRefused() {
    schoolWithClasses(1);
    gone("class/0");
    gone("org/1");
    answer(read(TOPICS.deliveries("lms"), DeliveryOrder.class).getFirst(), ReceiptOutcome.REFUSED);
    assertThat(read(TOPICS.deliveries("lms"), DeliveryOrder.class)).isEmpty();

    reissue("class/0");
    answer(read(TOPICS.deliveries("lms"), DeliveryOrder.class).getFirst(), ReceiptOutcome.DELETED);

    assertThat(read(TOPICS.deliveries("lms"), DeliveryOrder.class))
        .extracting(DeliveryOrder::getEntity)
        .containsExactly("org");
  }

  @Test
  void shouldDeleteUnderANewKeyOnlyAfterWhatRefersToTheFormerOne() {
    schoolWithClasses(2);
    move(CommandKind.RENAME, "org/1", "org/2");
    read(TOPICS.deliveries("lms"), DeliveryOrder.class).forEach(this::confirm);
    gone("org/2");
    gone("class/0");
    gone("class/1");

    List<DeliveryOrder> orders = new ArrayList<>();
    for (List<DeliveryOrder> more = openOrders(); !more.isEmpty(); more = openOrders()) {
      orders.addAll(more);
      more.forEach(
          order ->
              answer(
                  order,
                  order.getOperation() == DeliveryOperation.DELETE
                      ? ReceiptOutcome.DELETED
                      : ReceiptOutcome.UPDATED));
    }
    assertThat(orders.getLast().getEntity()).isEqualTo("org");
    assertThat(isEmpty(RouterTopology.LEAVING)).isTrue();
  }

  private List<DeliveryOrder> openOrders() {
    return read(TOPICS.deliveries("lms"), DeliveryOrder.class);
  }

  private void schoolWithClasses(int classes) {
    tell("org/1", Map.of("name", Value.text("North")));
    confirm(read(TOPICS.deliveries("lms"), DeliveryOrder.class).getFirst());
    for (int i = 0; i < classes; i++) {
      tell("class/" + i, Map.of("name", Value.text("Art"), "school", Value.text("1")));
    }
    read(TOPICS.deliveries("lms"), DeliveryOrder.class).forEach(this::confirm);
    read(TOPICS.movements(), Movement.class);
  }

  private void gone(String record) {
    RecordKey key = RecordKey.parse(record);
    DataEvent event =
        WireFormat.decode(event("sis", key.entity(), key.key(), Map.of()), DataEvent.class);
    event.setEventId("gone-" + record);
    event.setOperation(EventOperation.DELETE);
    send(TOPICS.events("sis"), record, WireFormat.encode(event));
  }

  private void reissue(String record) {
    send(
        TOPICS.commands(),
        record,
        WireFormat.encode(
            Command.newBuilder()
                .setCommandId("replay-1")
                .setKind(CommandKind.REISSUE)
                .setConfiguration("")
                .setAt(0)
                .setSystem("lms")
                .build()));
  }

  private boolean isEmpty(String store) {
    try (var all = driver.<byte[], byte[]>getKeyValueStore(store).all()) {
      return !all.hasNext();
    }
  }

  @Test
  void shouldTellACrowdTheNewKeyOfWhatItRefersTo() {
    tell("org/1", Map.of("name", Value.text("North")));
    confirm(read(TOPICS.deliveries("lms"), DeliveryOrder.class).getFirst());
    for (int i = 0; i < 1_203; i++) {
      tell("class/" + i, Map.of("name", Value.text("Art"), "school", Value.text("1")));
    }
    read(TOPICS.deliveries("lms"), DeliveryOrder.class).forEach(this::confirm);

    move(CommandKind.RENAME, "org/1", "org/2");

    List<DeliveryOrder> school = read(TOPICS.deliveries("lms"), DeliveryOrder.class);
    assertThat(school)
        .singleElement()
        .satisfies(order -> assertThat(order.getFormerKey()).isEqualTo("1"));
    confirm(school.getFirst());
    List<DeliveryOrder> classes = read(TOPICS.deliveries("lms"), DeliveryOrder.class);
    assertThat(classes)
        .hasSize(1_203)
        .allSatisfy(
            order -> {
              assertThat(order.getEntity()).isEqualTo("class");
              assertThat(Values.values(order.getPayload()))
                  .containsEntry("school", Value.text("2"));
              assertThat(order.getChanged()).containsExactly("school");
              assertThat(order.getCreates()).isFalse();
            });
    classes.forEach(this::confirm);
    assertThat(read(TOPICS.deliveries("lms"), DeliveryOrder.class)).isEmpty();
    assertThat(referring("org/1")).isEqualTo(1_203);
  }

  @Test
  void shouldTellNothingTwiceWhenTheSameMoveIsReadAgain() {
    tell("org/1", Map.of("name", Value.text("North")));
    tell("class/7", Map.of("name", Value.text("Art"), "school", Value.text("1")));
    confirm(read(TOPICS.deliveries("lms"), DeliveryOrder.class).getFirst());
    confirm(read(TOPICS.deliveries("lms"), DeliveryOrder.class).getFirst());
    move(CommandKind.RENAME, "org/1", "org/2");
    confirm(read(TOPICS.deliveries("lms"), DeliveryOrder.class).getFirst());
    confirm(read(TOPICS.deliveries("lms"), DeliveryOrder.class).getFirst());

    Link again = Links.about(LinkKind.SPREAD, "org/1", "", List.of());
    send(TOPICS.links(), "org/1", WireFormat.encode(again));
    move(CommandKind.RENAME, "org/1", "org/2");

    assertThat(read(TOPICS.deliveries("lms"), DeliveryOrder.class)).isEmpty();
  }

  private long referring(String parent) {
    try (var all = driver.<byte[], byte[]>getKeyValueStore(RouterTopology.REFERRING).all()) {
      long count = 0;
      while (all.hasNext()) {
        String key = new String(all.next().key, StandardCharsets.UTF_8);
        count += key.startsWith(parent + "\u0000") ? 1 : 0;
      }
      return count;
    }
  }

  private void move(CommandKind kind, String record, String to) {
    send(
        TOPICS.commands(),
        record,
        WireFormat.encode(
            Command.newBuilder()
                .setCommandId("move-" + record + to)
                .setKind(kind)
                .setConfiguration("")
                .setAt(0)
                .setPerson("Kim")
                .setOther(to)
                .build()));
  }

  @Test
  void shouldQuarantineWhatItCannotReadAndGoOn() {
    send(TOPICS.events("sis"), "org/1", new byte[] {1, 2, 3});
    send(TOPICS.events("sis"), "org/1", new byte[] {0, 0, 0, 0, 7, 1, 2});
    send(TOPICS.events("sis"), "unheard/1", event("sis", "unheard", "1", Map.of()));
    tell("org/1", Map.of("name", Value.text("North")));

    assertThat(read(TOPICS.quarantine(), Quarantined.class))
        .extracting(Quarantined::getCode)
        .containsExactly("WIRE_NOT_FRAMED", "WIRE_UNKNOWN_TYPE", "ROUTER_UNKNOWN_ENTITY");
    assertThat(read(TOPICS.records(), GoldenRecord.class)).hasSize(1);
  }

  @Test
  void shouldDecideAFieldThatWaitsForPeopleWhenItsTimeHasCome() {
    tell("sis", "org/1", Map.of("nick", Value.text("A")));
    read(TOPICS.deliveries("lms"), DeliveryOrder.class).forEach(this::confirm);
    tell("lms", "org/1", Map.of("nick", Value.text("A")));
    tell("sis", "org/1", Map.of("nick", Value.text("B")));
    tell("lms", "org/1", Map.of("nick", Value.text("C")));
    read(TOPICS.deliveries("lms"), DeliveryOrder.class).forEach(this::confirm);
    read(TOPICS.deliveries("lms"), DeliveryOrder.class).forEach(this::confirm);
    assertThat(read(TOPICS.conflicts(), Conflict.class))
        .singleElement()
        .satisfies(conflict -> assertThat(conflict.getWinner()).isEmpty());

    driver.advanceWallClockTime(Duration.ofMinutes(1));
    List<Command> due = read(TOPICS.commands(), Command.class);
    assertThat(due).hasSize(1);
    due.forEach(command -> send(TOPICS.commands(), "org/1", WireFormat.encode(command)));

    assertThat(read(TOPICS.conflicts(), Conflict.class))
        .singleElement()
        .satisfies(conflict -> assertThat(conflict.getWinner()).isEqualTo("sis"));
    assertThat(read(TOPICS.deliveries("lms"), DeliveryOrder.class))
        .singleElement()
        .satisfies(
            order ->
                assertThat(Values.values(order.getPayload()))
                    .containsEntry("nick", Value.text("B")));
    driver.advanceWallClockTime(Duration.ofMinutes(1));
    assertThat(read(TOPICS.commands(), Command.class)).isEmpty();
  }

  private void tell(String record, Map<String, Value> fields) {
    tell("sis", record, fields);
  }

  private void tell(String system, String record, Map<String, Value> fields) {
    RecordKey key = RecordKey.parse(record);
    send(TOPICS.events(system), record, event(system, key.entity(), key.key(), fields));
  }

  private byte[] event(String system, String entity, String key, Map<String, Value> fields) {
    return WireFormat.encode(
        DataEvent.newBuilder()
            .setEventId("e-" + entity + key + fields)
            .setSystem(system)
            .setEntity(entity)
            .setKey(key)
            .setOperation(EventOperation.UPSERT)
            .setFields(Values.fields(fields))
            .setOccurredAt(0)
            .setObservedAt(0)
            .build());
  }

  private void confirm(DeliveryOrder order) {
    answer(order, ReceiptOutcome.CREATED);
  }

  private void answer(DeliveryOrder order, ReceiptOutcome outcome) {
    SpecificRecord receipt =
        DeliveryReceipt.newBuilder()
            .setDeliveryId(order.getDeliveryId())
            .setSystem(order.getSystem())
            .setEntity(order.getEntity())
            .setKey(order.getKey())
            .setOutcome(outcome)
            .setVersion(order.getVersion())
            .setAt(0)
            .build();
    send(
        TOPICS.receipts("lms"),
        order.getEntity() + "/" + order.getKey(),
        WireFormat.encode(receipt));
  }

  private void send(String topic, String key, byte[] value) {
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(key.getBytes(StandardCharsets.UTF_8), value);
    pumpLinks();
  }

  /** The driver does not feed a topic that the topology both writes and reads by pattern. */
  private void pumpLinks() {
    var links =
        driver.createOutputTopic(
            TOPICS.links(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    var back =
        driver.createInputTopic(
            TOPICS.links(), new ByteArraySerializer(), new ByteArraySerializer());
    while (!links.isEmpty()) {
      var link = links.readKeyValue();
      back.pipeInput(link.key, link.value);
    }
  }

  private List<KeyValue<byte[], byte[]>> readWithKeys(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readKeyValuesToList();
  }

  private <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    List<T> all = new ArrayList<>();
    driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .forEach(bytes -> all.add(WireFormat.decode(bytes, type)));
    return all;
  }

  /** Organisations and classes; a class refers to its school, and the LMS takes both. */
  private static final class OneConfiguration implements RulesSource {
    @Override
    public Optional<Rules> rules(String configuration) {
      return Optional.of(newest());
    }

    @Override
    public Rules newest() {
      return new Rules(
          "c1",
          Map.of("org", entity("org"), "class", entity("class")),
          Map.of(
              "org", List.of(subscription("org", List.of())),
              "class",
                  List.of(
                      subscription(
                          "class", List.of(new Subscription.Reference("school", "org"))))));
    }

    private static Subscription subscription(
        String entity, List<Subscription.Reference> references) {
      return new Subscription("lms", entity, entity, new Same(), references, List.of());
    }

    private static EntityRules entity(String name) {
      return new EntityRules(
          name,
          Map.of(
              "name",
              Fields.text("name", "sis"),
              "nick",
              decidedByPeople("nick"),
              "school",
              Fields.reference("school", "org", "sis"),
              FieldRules.EXISTS,
              Fields.text(FieldRules.EXISTS, "sis")));
    }

    private static FieldRules decidedByPeople(String name) {
      return new FieldRules(
          name,
          FieldType.TEXT,
          Optional.empty(),
          Comparison.EXACT,
          List.of(Authority.always("sis"), Authority.always("lms")),
          new Resolution.Manual(Duration.ofSeconds(20), Resolution.RANK),
          Refusals.REVERT,
          Optional.empty(),
          Optional.empty());
    }
  }

  private record Same() implements ConsumerMapping {
    @Override
    public Set<String> inputs() {
      return Set.of("name", "nick", "school");
    }

    @Override
    public Map<String, Value> payload(RecordKey record, Map<String, Value> canonical) {
      return Map.of(
          "name",
          canonical.getOrDefault("name", Value.NULL),
          "nick",
          canonical.getOrDefault("nick", Value.NULL),
          "school",
          canonical.getOrDefault("school", Value.NULL));
    }

    @Override
    public boolean selects(RecordKey record, Map<String, Value> canonical) {
      return true;
    }
  }
}
