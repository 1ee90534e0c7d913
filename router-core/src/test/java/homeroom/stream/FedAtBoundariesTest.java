package homeroom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.Fields;
import homeroom.log.PartitionKeys;
import homeroom.planning.ConsumerMapping;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import homeroom.schema.Boundary;
import homeroom.schema.DataEvent;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.EventOperation;
import homeroom.schema.Quarantined;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A consumer that is told at the boundaries of a source, through the real router. */
class FedAtBoundariesTest {

  private static final Topics TOPICS = new Topics("cedar");
  private static final int CROWD = 1_203;

  /** No order can be made of it while the mapping has a defect. */
  private static final String BROKEN = "Broken";

  @TempDir Path folder;
  private final FedLms rules = new FedLms();
  private TopologyTestDriver driver;
  private int events;
  private int boundaries;

  @BeforeEach
  void start() {
    Properties properties =
        Router.properties(
            TOPICS, new RouterSettings("localhost:1", "hub", folder, 1, 1, Duration.ofMillis(100)));
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    driver =
        new TopologyTestDriver(
            RouterTopology.build(TOPICS, 1, rules, RouterMeter.NONE), properties);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void shouldTellNothingBeforeTheBoundaryAndAllOfACrowdAfterIt() {
    tellAll("Reyes");
    assertThat(orders()).isEmpty();

    pass("sis");

    assertThat(orders()).hasSize(CROWD).containsOnly(Map.entry("Reyes", 1L));
    assertThat(isEmpty()).as("nothing is owed behind what is under way").isTrue();
  }

  @Test
  void shouldTellWhatWasTrueAtTheBoundaryThoughARecordChangesBeforeItsTurn() {
    tellAll("Reyes");
    pass("sis");
    tell("student/999", "Cruz");

    assertThat(orders()).hasSize(CROWD).containsOnly(Map.entry("Reyes", 1L));
    pass("sis");
    confirm("student/999", 1);
    assertThat(orders()).containsExactly(Map.entry("Cruz", 2L));
  }

  @Test
  void shouldReleaseNothingThatCameBehindABoundaryWhoseCrowdIsStillBeingReleased() {
    tellAll("Reyes");
    pass("sis");
    tell("student/new", "Cruz");

    assertThat(orders()).hasSize(CROWD).doesNotContain(Map.entry("Cruz", 1L));
    pass("sis");
    assertThat(orders()).containsExactly(Map.entry("Cruz", 1L));
  }

  @Test
  void shouldReleaseBothCrowdsWhenTheNextBoundaryComesBeforeTheFirstCrowdIsThrough() {
    tellAll("Reyes");
    pass("sis");
    tell("student/new", "Cruz");
    pass("sis");

    assertThat(orders()).hasSize(CROWD + 1).contains(Map.entry("Cruz", 1L));
  }

  @Test
  void shouldTellNothingAtTheBoundaryOfAnotherSource() {
    tell("student/1", "Reyes");
    pass("hr");

    assertThat(orders()).isEmpty();
  }

  @Test
  void shouldForgetWhatWaitedOnceItIsInStep() {
    tell("student/1", "Reyes");
    pass("sis");
    assertThat(orders()).hasSize(1);
    confirm("student/1", 1);
    pass("sis");

    assertThat(orders()).isEmpty();
    assertThat(isEmpty()).isTrue();
  }

  @Test
  void shouldReleaseTheOthersWhenOneOfACrowdCannotBeDecided() {
    tellAll("Reyes");
    tell("student/7", BROKEN);
    tell("student/8", BROKEN);
    rules.broken = true;
    pass("sis");
    assertThat(orders()).hasSize(CROWD - 2);
    assertThat(quarantined())
        .extracting(Quarantined::getRecord)
        .containsExactlyInAnyOrder("student/7", "student/8");

    rules.broken = false;
    pass("sis");

    assertThat(orders()).containsExactly(Map.entry(BROKEN, 2L), Map.entry(BROKEN, 2L));
  }

  @Test
  void shouldLetARecordWaitWhoseReleaseBeforeItsTurnCannotBeDecided() {
    releasing();
    tell("student/9", BROKEN);
    moveInWaiting("boundary:sis/2", "boundary:sis/1", "student/9");
    rules.broken = true;
    tell("student/9", "Cruz");
    assertThat(quarantined()).extracting(Quarantined::getRecord).containsExactly("student/9");
    assertThat(orders()).isEmpty();

    rules.broken = false;
    pass("sis");
    pass("sis");

    assertThat(orders()).containsExactly(Map.entry(BROKEN, 1L));
  }

  @Test
  void shouldBeginAnewWhenTheMessageForACrowdWasLost() {
    releasing();
    tell("student/1", "Reyes");
    moveInWaiting("boundary:sis/2", "boundary:sis/1", "student/1");
    tell("student/2", "Cruz");
    pass("sis");
    assertThat(orders()).as("the message may still be under way").isEmpty();

    pass("sis");

    assertThat(orders()).containsExactly(Map.entry("Reyes", 1L), Map.entry("Cruz", 1L));
    tell("student/3", "Li");
    pass("sis");
    assertThat(orders()).containsExactly(Map.entry("Li", 1L));
  }

  /** The task is in the middle of the crowd of the first boundary, and no message goes on. */
  private void releasing() {
    driver
        .<byte[], byte[]>getKeyValueStore(RouterTopology.RECORDS)
        .put(Outgoing.key("_task/boundary/sis"), Outgoing.key("2 1 true"));
  }

  private void moveInWaiting(String from, String to, String record) {
    var waiting = driver.<byte[], byte[]>getKeyValueStore(RouterTopology.WAITING);
    for (String child : List.of("", record)) {
      byte[] value = waiting.delete(Outgoing.key(from + "\u0000" + child));
      assertThat(value).isNotNull();
      waiting.put(Outgoing.key(to + "\u0000" + child), value);
    }
  }

  private void tellAll(String name) {
    for (int i = 0; i < CROWD; i++) {
      tell("student/" + i, name);
    }
  }

  private void tell(String record, String name) {
    RecordKey key = RecordKey.parse(record);
    pipe(
        TOPICS.events("sis"),
        record,
        WireFormat.encode(
            DataEvent.newBuilder()
                .setEventId("e" + ++events)
                .setSystem("sis")
                .setEntity(key.entity())
                .setKey(key.key())
                .setOperation(EventOperation.UPSERT)
                .setFields(Values.fields(Map.of("name", Value.text(name))))
                .setOccurredAt(0)
                .setObservedAt(0)
                .build()));
  }

  private void pass(String source) {
    pipe(
        TOPICS.events(source),
        PartitionKeys.forPartition(0, 1),
        WireFormat.encode(
            Boundary.newBuilder()
                .setBoundaryId("boundary-" + ++boundaries)
                .setSystem(source)
                .setCompleteAt(1)
                .setArrivedAt(1)
                .setPartition(0)
                .setPartitions(1)
                .build()));
  }

  private final Map<String, DeliveryOrder> last = new HashMap<>();

  private void confirm(String record, long version) {
    orders();
    DeliveryOrder order = last.get(record);
    assertThat(order.getVersion()).isEqualTo(version);
    pipe(
        TOPICS.receipts("lms"),
        record,
        WireFormat.encode(
            DeliveryReceipt.newBuilder()
                .setDeliveryId(order.getDeliveryId())
                .setSystem("lms")
                .setEntity(order.getEntity())
                .setKey(order.getKey())
                .setOutcome(ReceiptOutcome.UPDATED)
                .setVersion(version)
                .setAt(0)
                .build()));
  }

  private void pipe(String topic, String key, byte[] value) {
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(key.getBytes(StandardCharsets.UTF_8), value);
  }

  private List<Quarantined> quarantined() {
    List<Quarantined> all =
        driver
            .createOutputTopic(
                TOPICS.quarantine(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .readValuesToList()
            .stream()
            .map(bytes -> WireFormat.decode(bytes, Quarantined.class))
            .toList();
    assertThat(all).extracting(Quarantined::getQuarantineId).doesNotHaveDuplicates();
    return all;
  }

  /** What was ordered since, as names with the versions. */
  private List<Map.Entry<String, Long>> orders() {
    List<Map.Entry<String, Long>> all = new ArrayList<>();
    driver
        .createOutputTopic(
            TOPICS.deliveries("lms"), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .forEach(
            bytes -> {
              DeliveryOrder order = WireFormat.decode(bytes, DeliveryOrder.class);
              last.put(order.getEntity() + "/" + order.getKey(), order);
              String name = String.valueOf(Values.values(order.getPayload()).get("name"));
              all.add(Map.entry(name, order.getVersion()));
            });
    return all;
  }

  private boolean isEmpty() {
    try (var waiting = driver.<byte[], byte[]>getKeyValueStore(RouterTopology.WAITING).all()) {
      return !waiting.hasNext();
    }
  }

  private static final class FedLms implements RulesSource {
    private boolean broken;

    @Override
    public Optional<Rules> rules(String configuration) {
      return Optional.of(newest());
    }

    @Override
    public Rules newest() {
      EntityRules student =
          new EntityRules(
              "student",
              Map.of(
                  "name",
                  Fields.text("name", "sis"),
                  FieldRules.EXISTS,
                  Fields.text(FieldRules.EXISTS, "sis")));
      Subscription lms =
          new Subscription(
              "lms", "student", "users", new Names(() -> broken), List.of(), List.of());
      return new Rules(
          "c1", Map.of("student", student), Map.of("student", List.of(lms.fedAt("sis"))));
    }
  }

  private record Names(BooleanSupplier broken) implements ConsumerMapping {
    @Override
    public Set<String> inputs() {
      return Set.of("name");
    }

    @Override
    public Map<String, Value> payload(RecordKey record, Map<String, Value> canonical) {
      if (broken.getAsBoolean() && Value.text(BROKEN).equals(canonical.get("name"))) {
        throw new IllegalStateException("defect");
      }
      return Map.of("name", canonical.getOrDefault("name", Value.NULL));
    }

    @Override
    public boolean selects(RecordKey record, Map<String, Value> canonical) {
      return true;
    }
  }
}
