package homeroom.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.live.LiveBroker;
import homeroom.wire.Topics;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LiveBroker.class)
class TopicSetupTest {

  private final Topics topics = LiveBroker.tenant();

  private void there(String topic, int partitions) throws Exception {
    LiveBroker.admin()
        .createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
        .all()
        .get();
  }

  private void ensure() {
    LiveBroker.ensure(topics, List.of("sis"), List.of("lms"));
  }

  private int partitions(String topic) {
    return LiveBroker.partitions(topic).size();
  }

  @Test
  void shouldShareOnlyWhatTheRouterReads() {
    ensure();

    assertThat(List.of(topics.events("sis"), topics.receipts("lms"), topics.commands()))
        .allSatisfy(topic -> assertThat(partitions(topic)).isEqualTo(LiveBroker.PARTITIONS));
    assertThat(List.of(topics.deliveries("lms"), topics.movements(), topics.records()))
        .allSatisfy(topic -> assertThat(partitions(topic)).isEqualTo(1));
  }

  /** One task must see everything about a record. */
  @Test
  void shouldRefuseInputsThatDoNotFitTogether() throws Exception {
    there(topics.events("sis"), 3);

    assertThatThrownBy(this::ensure)
        .isInstanceOfSatisfying(
            TopicSetupException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("KAFKA_PARTITIONS");
              assertThat(refused.remedy()).contains("partitions: 3");
            })
        .hasMessageContaining(topics.events("sis"));
  }

  @Test
  void shouldUseAnOutputAsItIs() throws Exception {
    there(topics.deliveries("lms"), 4);

    ensure();

    assertThat(partitions(topics.deliveries("lms"))).isEqualTo(4);
  }
}
