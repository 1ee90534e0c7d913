package homeroom.audit.explain;

import static homeroom.audit.Samples.minutes;
import static homeroom.audit.explain.ExplainSamples.change;
import static homeroom.audit.explain.ExplainSamples.event;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Value;
import homeroom.audit.explain.BatchSearch.Found;
import homeroom.audit.explain.BatchSearch.Wanted;
import homeroom.live.LiveBroker;
import homeroom.wire.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** With a real broker: what a batch's events said, and what became true by them. */
@ExtendWith(LiveBroker.class)
final class RangeSearchTest {

  private static final Map<String, Value> OLD = Map.of("email", Value.text("a@cedar.example"));
  private static final Map<String, Value> NEW = Map.of("email", Value.text("b@cedar.example"));
  private static final String STUDENT = "student/123";

  private final Instant before = Instant.now().minusSeconds(60);
  private Topics topics;

  @BeforeEach
  void district() {
    topics = LiveBroker.tenant();
    LiveBroker.ensure(topics, List.of("sis", "lms"), List.of("lms"));
  }

  private Found find(long most, String... events) {
    Map<String, Object> settings = new HashMap<>(PartitionSearch.consumerSettings());
    settings.put("bootstrap.servers", LiveBroker.servers());
    return new RangeSearch(
            topics, () -> new KafkaConsumer<>(settings), InstantSource.system(), most)
        .find(
            new Wanted(
                "sis",
                Set.of(STUDENT),
                Set.of(events),
                Set.of(events),
                before,
                Instant.now().plusSeconds(60)));
  }

  private void say(String id, Map<String, Value> fields) {
    LiveBroker.write(topics.events("sis"), STUDENT, event("sis", id, minutes(0), fields));
  }

  private void becomes(String id, long version) {
    LiveBroker.write(topics.changes(), STUDENT, change("sis", id, version, OLD, NEW));
  }

  @Test
  void shouldFindWhatEventsSaidAndWhatBecameTrueByThem() {
    say("e1", NEW);
    say("other", OLD);
    LiveBroker.write(topics.events("lms"), STUDENT, event("lms", "e2", minutes(0), OLD));
    becomes("other", 1);
    becomes("e1", 2);

    Found found = find(RangeSearch.MOST_MESSAGES, "e1", "e2");

    assertThat(found.events()).containsOnlyKeys("e1");
    assertThat(found.changes()).containsOnlyKeys("e1");
    assertThat(found.changes().get("e1").getVersion()).isEqualTo(2);
    assertThat(found.reach().ended()).isTrue();
    assertThat(found.reach().begins()).isEmpty();
  }

  @Test
  void shouldStopOnceAllIsFound() {
    say("e1", NEW);
    becomes("e1", 1);
    Found found = find(RangeSearch.MOST_MESSAGES, "e1");

    assertThat(found.changes()).hasSize(1);
    assertThat(found.reach().messages()).isEqualTo(2);
  }

  @Test
  void shouldSayThatItDidNotComeToTheEnd() {
    say("e1", NEW);
    becomes("e1", 1);

    Found found = find(1, "e1");

    assertThat(found.reach().ended()).isFalse();
    assertThat(found.changes()).isEmpty();
  }

  @Test
  void shouldSayWhereTheLogBeginsOnceItWasCut() throws ExecutionException, InterruptedException {
    say("e1", NEW);
    say("e2", NEW);
    TopicPartition place = place();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", LiveBroker.servers()))) {
      admin.deleteRecords(Map.of(place, RecordsToDelete.beforeOffset(1))).all().get();
    }
    Found found = find(RangeSearch.MOST_MESSAGES, "e1", "e2");

    assertThat(found.events()).containsOnlyKeys("e2");
    assertThat(found.reach().begins()).isPresent();
  }

  private TopicPartition place() {
    Map<String, Object> settings = new HashMap<>(PartitionSearch.consumerSettings());
    settings.put("bootstrap.servers", LiveBroker.servers());
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
      List<TopicPartition> places =
          consumer.partitionsFor(topics.events("sis")).stream()
              .map(it -> new TopicPartition(it.topic(), it.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(places);
      return places.stream().filter(it -> ends.get(it) > 0).findFirst().orElseThrow();
    }
  }
}
