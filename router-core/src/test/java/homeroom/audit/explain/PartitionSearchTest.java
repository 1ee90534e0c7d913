package homeroom.audit.explain;

import static homeroom.audit.Samples.minutes;
import static homeroom.audit.explain.ExplainSamples.change;
import static homeroom.audit.explain.ExplainSamples.event;
import static homeroom.audit.explain.ExplainSamples.order;
import static homeroom.audit.explain.ExplainSamples.receipt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.live.LiveBroker;
import homeroom.schema.DataEvent;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Topics;
import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** With a real broker: one partition of each topic, from a time on, what is committed. */
@ExtendWith(LiveBroker.class)
final class PartitionSearchTest {

  private static final RecordKey STUDENT = new RecordKey("student", "123");
  private static final Map<String, Value> FIELDS = Map.of("email", Value.text("a@cedar.example"));

  private Topics topics;

  @BeforeEach
  void district() {
    topics = LiveBroker.tenant();
    LiveBroker.ensure(topics, List.of("sis", "lms"), List.of("lms"));
  }

  private PartitionSearch search(long most) {
    Map<String, Object> settings = new HashMap<>(PartitionSearch.consumerSettings());
    settings.put("bootstrap.servers", LiveBroker.servers());
    return new PartitionSearch(
        topics, () -> new KafkaConsumer<>(settings), InstantSource.system(), most);
  }

  private RecordLog find(Instant from) {
    return search(PartitionSearch.MOST_MESSAGES).find(STUDENT, from);
  }

  private void say(String system, String id) {
    LiveBroker.write(
        topics.events(system), STUDENT.toString(), event(system, id, minutes(0), FIELDS));
  }

  private static List<String> ids(RecordLog found) {
    return found.events().stream().map(it -> it.message().getEventId()).toList();
  }

  @Test
  void shouldFindAllThatThereIsAboutOneRecord() {
    Instant before = Instant.now().minusSeconds(5);
    say("sis", "e1");
    for (int i = 0; i < 50; i++) {
      LiveBroker.write(
          topics.events("sis"), "student/" + (1000 + i), event("sis", "x" + i, before, FIELDS));
    }
    say("lms", "e2");
    String key = STUDENT.toString();
    LiveBroker.write(topics.changes(), key, change("sis", "e1", 1, Map.of(), FIELDS));
    LiveBroker.write(topics.deliveries("lms"), key, order("d1", 1, "e1", FIELDS));
    LiveBroker.write(
        topics.receipts("lms"), key, receipt("d1", ReceiptOutcome.CREATED, minutes(1)));

    RecordLog found = find(before);

    assertThat(ids(found)).containsExactly("e1", "e2");
    assertThat(found.events().getFirst().at()).isAfter(before);
    assertThat(found.changes()).hasSize(1);
    assertThat(found.orders()).hasSize(1);
    assertThat(found.receipts()).hasSize(1);
    assertThat(found.reach().messages()).isBetween(5L, 54L);
    assertThat(found.reach().ended()).isTrue();
    assertThat(found.reach().begins()).isEmpty();
    assertThat(found.reach().from()).isEmpty();
  }

  @Test
  void shouldNotLookBeforeTheTimeThatIsAskedFor() {
    say("sis", "e1");
    Instant first = find(Instant.EPOCH).events().getFirst().at();
    await().until(() -> Instant.now().minusMillis(1).isAfter(first));
    say("sis", "e2");

    assertThat(ids(find(first.plusMillis(1)))).containsExactly("e2");
    assertThat(ids(find(first))).containsExactly("e1", "e2");
    assertThat(ids(find(Instant.now().plusSeconds(5)))).isEmpty();
  }

  @Test
  void shouldNotSeeWhatWasNotCommitted() {
    say("sis", "e1");
    try (KafkaProducer<byte[], byte[]> producer = transactional()) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, "aborted");
      producer.abortTransaction();
      producer.beginTransaction();
      send(producer, "e2");
      producer.commitTransaction();
      producer.beginTransaction();
      send(producer, "open");
      producer.flush();

      assertThat(ids(find(Instant.EPOCH))).startsWith("e1").doesNotContain("aborted", "open");
      producer.abortTransaction();
    }
    assertThat(ids(find(Instant.EPOCH))).containsExactly("e1", "e2");
  }

  private void send(KafkaProducer<byte[], byte[]> producer, String id) {
    DataEvent event = event("sis", id, minutes(0), FIELDS);
    producer.send(
        new ProducerRecord<>(
            topics.events("sis"),
            STUDENT.toString().getBytes(StandardCharsets.UTF_8),
            WireFormat.encode(event)));
  }

  private KafkaProducer<byte[], byte[]> transactional() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", LiveBroker.servers(), "transactional.id", topics.tenant()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  @Test
  void shouldSayWhenTheLogNoLongerReachesBack() throws ExecutionException, InterruptedException {
    say("sis", "e1");
    say("sis", "e2");
    cut(topics.events("sis"));

    RecordLog found = find(Instant.EPOCH);

    assertThat(ids(found)).containsExactly("e2");
    assertThat(found.reach().begins()).contains(found.events().getFirst().at());
    assertThat(find(found.events().getFirst().at()).reach().begins()).isEmpty();
  }

  private static void cut(String topic) throws ExecutionException, InterruptedException {
    int partition =
        IntStream.range(0, LiveBroker.partitions(topic).size())
            .filter(it -> LiveBroker.records(topic).stream().anyMatch(one -> one.partition() == it))
            .findFirst()
            .orElseThrow();
    LiveBroker.admin()
        .deleteRecords(
            Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(1)))
        .all()
        .get();
  }

  @Test
  void shouldReadTheNewestWhenThereIsTooMuch() {
    for (int i = 0; i < 40; i++) {
      say("sis", "e" + i);
    }

    RecordLog found = search(10).find(STUDENT, Instant.EPOCH);

    assertThat(ids(found)).hasSizeBetween(1, 10).endsWith("e39");
    assertThat(found.reach().from()).isPresent();
  }

  @Test
  void shouldFindNothingOfARecordThatNobodySpeaksOf() {
    assertThat(ids(find(Instant.EPOCH))).isEmpty();
    assertThat(find(Instant.EPOCH).reach().ended()).isTrue();
  }

  @Test
  void shouldSayWhenTheBrokerDoesNotAnswer() {
    Map<String, Object> settings = new HashMap<>(PartitionSearch.consumerSettings());
    settings.put("bootstrap.servers", "127.0.0.1:1");
    settings.put("default.api.timeout.ms", 300);
    settings.put("request.timeout.ms", 200);
    PartitionSearch nowhere =
        new PartitionSearch(topics, () -> new KafkaConsumer<>(settings), InstantSource.system());

    assertThatExceptionOfType(LogFailure.class)
        .isThrownBy(() -> nowhere.find(STUDENT, Instant.EPOCH))
        .satisfies(
            failed -> assertThat(failed.failure().code()).isEqualTo("EXPLAIN_LOG_UNREADABLE"));
  }

  @Test
  void shouldKeepTheNewestOfARecordOfWhichThereIsTooMuch() {
    RecordKeeper keeper = new RecordKeeper(2);
    for (int i = 0; i < 5; i++) {
      keeper.keep(WireFormat.encode(event("sis", "e" + i, minutes(i), FIELDS)), minutes(i));
    }

    assertThat(ids(keeper.found(RecordLog.Reach.WHOLE))).containsExactly("e3", "e4");
    assertThat(keeper.leftOut()).isEqualTo(3);
  }
}
