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
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub whose broker forgot up to where it delivered. */
class HubLostPlaceTest {

  @TempDir Path data;
  private SmallDistrict district;

  @BeforeEach
  void layOut() {
    district = SmallDistrict.in(data, "cedar-place");
  }

  @Test
  void shouldBeginAnewWithoutRepeatingWhatHasAReceipt() throws Exception {
    try (StartedHub hub = district.start()) {
      district.tellPasses(hub, "pass,route", "1,north", "2,south");
      district.untilPassesAre("1 north", "2 south");
      district.untilNothingIsMissing();
      assertThat(district.run("resync", "warehouse", "--place-lost", "--yes").err())
          .contains("DELIVERY_PLACE_KNOWN");
    }
    try (Connection blocked = blockTheWarehouse();
        StartedHub hub = district.start()) {
      district.tellPasses(hub, "pass,route", "1,west", "2,south", "3,east");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(district.run("undelivered", "--to", "warehouse").out())
                      .contains("bus-pass/1", "bus-pass/3"));
      assertThat(blocked.isValid(1)).isTrue();
    }
    forgetTheOffsets();
    district.change("update passes set route = 'by hand' where pass = '2'");
    try (StartedHub hub = district.start()) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(district.run("status").out()).contains("DELIVERY_OFFSETS_LOST"));
      assertThat(hub.hub().engines()).hasSize(1);

      assertThat(district.done("resync", "warehouse", "--place-lost", "--yes")).contains(": done");

      // What has a receipt is not written again.
      district.untilPassesAre("1 west", "2 by hand", "3 east");
      district.untilNothingIsMissing();
      district.tellPasses(hub, "pass,route", "1,west", "2,south", "3,east", "4,harbour");
      district.untilPassesAre("1 west", "2 by hand", "3 east", "4 harbour");
    }
  }

  private void forgetTheOffsets() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("broker"), 0);
        Admin admin =
            Admin.create(
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
      String group = "cedar-place.delivery.warehouse";
      // The hub that went away comes back under the same name, so its place is kept for it.
      admin
          .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
      admin.deleteConsumerGroups(List.of(group)).all().get();
    }
  }

  private Connection blockTheWarehouse() throws Exception {
    Connection connection = district.warehouse();
    try (Statement statement = connection.createStatement()) {
      statement.execute("begin exclusive");
    }
    return connection;
  }
}
