package homeroom.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.live.LiveBroker;
import homeroom.wire.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LiveBroker.class)
class StartingPlacesTest {

  @TempDir Path folder;
  private final Topics topics = LiveBroker.tenant();
  private final LiveStudents students = new LiveStudents(topics);

  @BeforeEach
  void makeTopics() {
    LiveBroker.ensure(topics, List.of("sis"), List.of("lms"));
  }

  @Test
  void shouldDecideNothingTwiceThoughTheBrokerForgotWhereItWas() throws Exception {
    tell(0, 30, "first");
    runUntilDecided(30);
    forgetWhereItWas();
    tell(0, 5, "second");

    runUntilDecided(35);

    assertThat(students.decided()).as("and not one more").isEqualTo(35);
  }

  @Test
  void shouldNotJumpOverWhatWasCutFromTheLogBeforeItWasDecided() throws Exception {
    tell(0, 30, "first");
    runUntilDecided(30);
    tell(0, 30, "second");
    cutTheEvents();

    try (Router router = router()) {
      assertThatThrownBy(router::start)
          .isInstanceOf(TopicSetupException.class)
          .hasMessageContaining(topics.events("sis"))
          .extracting(thrown -> ((TopicSetupException) thrown).code())
          .isEqualTo("ROUTER_LOG_CUT");
    }
    tell(0, 2, "third");
    try (Router router = router()) {
      router.start(true);
      students.untilDecided(32);
    }
  }

  @Test
  void shouldGoOnThoughAllThatItHadDecidedWasCutFromTheLog() throws Exception {
    tell(0, 30, "first");
    runUntilDecided(30);
    cutTheEvents();
    tell(0, 3, "second");

    runUntilDecided(33);
  }

  @Test
  void shouldBeginThoughARouterWasKilledBeforeItsFirstCommit() throws Exception {
    String changelog = topics.routerGroup() + "-records-changelog";
    LiveBroker.admin()
        .createTopics(List.of(new NewTopic(changelog, LiveBroker.PARTITIONS, (short) 1)))
        .all()
        .get();
    try (KafkaProducer<byte[], byte[]> killed =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                LiveBroker.servers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                changelog),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      killed.initTransactions();
      killed.beginTransaction();
      killed.send(new ProducerRecord<>(changelog, new byte[] {'s'}, new byte[] {1})).get();
      killed.abortTransaction();
    }
    tell(0, 3, "first");

    runUntilDecided(3);
  }

  /** As a broker does with a group that was away for too long. */
  private void forgetWhereItWas() throws Exception {
    Admin admin = LiveBroker.admin();
    String group = topics.routerGroup();
    admin
        .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
        .all()
        .get();
    admin.deleteConsumerGroups(List.of(group)).all().get();
  }

  private Router router() {
    return students.router(new LiveRules(), "hub", folder);
  }

  private void runUntilDecided(int inputs) {
    try (Router router = router()) {
      router.start();
      students.untilDecided(inputs);
    }
  }

  private void cutTheEvents() throws Exception {
    Map<TopicPartition, OffsetSpec> asked =
        IntStream.range(0, LiveBroker.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(topics.events("sis"), partition))
            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
    Map<TopicPartition, RecordsToDelete> cut =
        LiveBroker.admin().listOffsets(asked).all().get().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    end -> RecordsToDelete.beforeOffset(end.getValue().offset())));
    LiveBroker.admin().deleteRecords(cut).all().get();
  }

  private void tell(int from, int to, String event) {
    for (int student = from; student < to; student++) {
      students.tell("sis", student, event, event);
    }
  }
}
