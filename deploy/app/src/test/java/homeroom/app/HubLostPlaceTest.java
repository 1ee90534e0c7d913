package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub whose broker forgot up to where it delivered, or what it was to deliver. */
class HubLostPlaceTest {

  private static final String TENANT = "cedar-place";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path data;
  private SmallDistrict district;

  @BeforeEach
  void layOut() {
    district = SmallDistrict.in(data, TENANT);
  }

  @Test
  void shouldBeginAnewWithoutRepeatingWhatHasAReceipt() throws Exception {
    leaveSomeWithoutReceipt();
    atTheBroker(HubLostPlaceTest::forgetTheOffsets);

    shouldBeginAnewAfter("DELIVERY_OFFSETS_LOST");
  }

  @Test
  void shouldBeginAnewThoughTheOrdersAreGone() throws Exception {
    leaveSomeWithoutReceipt();
    atTheBroker(HubLostPlaceTest::cutTheLog);

    shouldBeginAnewAfter("DELIVERY_LOG_CUT");
  }

  /** Of three passes the warehouse has one, and two are on their way when the hub ends. */
  private void leaveSomeWithoutReceipt() throws Exception {
    try (Connection other = district.warehouse();
        StartedHub hub = district.start()) {
      district.tellPasses(hub, "pass,route", "1,north", "2,south");
      district.untilPassesAre("1 north", "2 south");
      district.untilNothingIsMissing();
      assertThat(district.run("resync", "warehouse", "--place-lost", "--yes").err())
          .contains("DELIVERY_PLACE_KNOWN");

      block(other);
      district.tellPasses(hub, "pass,route", "1,west", "2,south", "3,east");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(district.run("undelivered", "--to", "warehouse").out())
                      .contains("bus-pass/1", "bus-pass/3"));
    }
    district.change("update passes set route = 'by hand' where pass = '2'");
  }

  private void shouldBeginAnewAfter(String code) throws Exception {
    try (StartedHub hub = district.start()) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(district.run("status").out()).contains(code));
      assertThat(district.passes()).containsExactly("1 north", "2 by hand");

      assertThat(district.done("resync", "warehouse", "--place-lost", "--yes")).contains(": done");

      // What has a receipt is not written again.
      district.untilPassesAre("1 west", "2 by hand", "3 east");
      district.untilNothingIsMissing();
      assertThat(district.done("status")).doesNotContain(code);
      district.tellPasses(hub, "pass,route", "1,west", "2,south", "3,east", "4,harbour");
      district.untilPassesAre("1 west", "2 by hand", "3 east", "4 harbour");
    }
  }

  private interface Loss {
    void happen(Admin admin) throws Exception;
  }

  private void atTheBroker(Loss loss) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("broker"), 0);
        Admin admin =
            Admin.create(
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
      loss.happen(admin);
    }
  }

  private static void forgetTheOffsets(Admin admin) throws Exception {
    String group = TENANT + ".delivery.warehouse";
    // The hub that went away comes back under the same name, so its place is kept for it.
    admin
        .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
        .all()
        .get();
    admin.deleteConsumerGroups(List.of(group)).all().get();
  }

  /** Nothing is left of what was to be delivered. */
  private static void cutTheLog(Admin admin) throws Exception {
    String topic = TENANT + ".deliveries.warehouse";
    Map<TopicPartition, RecordsToDelete> all =
        admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
            .collect(
                Collectors.toMap(
                    it -> new TopicPartition(topic, it.partition()),
                    _ -> RecordsToDelete.beforeOffset(-1)));
    admin.deleteRecords(all).all().get();
  }

  /** Until it is closed, nobody else writes into the warehouse. */
  private static void block(Connection warehouse) throws Exception {
    try (Statement statement = warehouse.createStatement()) {
      statement.execute("begin exclusive");
    }
  }
}
