package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that move, from a file to a table. */
class HubKeysTest {

  @TempDir Path data;

  @Test
  void shouldKeepOneRowThroughEveryKeyOfARecord() throws Exception {
    SmallDistrict district =
        SmallDistrict.in(data, "cedar-keys")
            .replacing(
                "systems/transport.yaml",
                "key: pass\n",
                "key: pass\n      own-id: record\n      formerly: replaces\n");
    try (StartedHub hub = district.start()) {
      passes(district, hub, "1,north,,r1");
      district.untilPassesAre("1 north");
      rides(district, hub, "a,1");
      district.untilRidesAre("a 1");

      // The office gives out a new number, and the old one is not in its file any more.
      passes(district, hub, "2,south,1,r1");
      district.untilPassesAre("2 south");
      district.untilRidesAre("a 2");

      // A person corrects the number.
      district.done(
          "identity", "rename", "bus-pass/2", "bus-pass/3", "--as", "kim", "--why", "a typo");
      district.untilPassesAre("3 south");
      district.untilRidesAre("a 3");

      // The garage goes on saying the number that it knows.
      rides(district, hub, "a,1", "b,1", "c,2");
      district.untilRidesAre("a 3", "b 3", "c 3");

      // The office does not know that number, and names the record by its own id.
      passes(district, hub, ",east,,r1", ",west,,r2");
      district.untilPassesAre("3 east");

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                assertThat(district.done("identity", "show", "bus-pass/1"))
                    .contains("bus-pass/1 goes on as bus-pass/3")
                    .containsPattern("renamed +bus-pass/1 +bus-pass/2 +transport");
                assertThat(district.done("record", "bus-pass/1")).startsWith("bus-pass/3, version");
                assertThat(district.done("identity", "waiting")).contains("bus-pass/~transport:r2");
              });
    }
  }

  private static void passes(SmallDistrict district, StartedHub hub, String... rows)
      throws Exception {
    district.tellPasses(hub, SmallDistrict.below("pass,route,replaces,record", rows));
  }

  private static void rides(SmallDistrict district, StartedHub hub, String... rows)
      throws Exception {
    district.tellRides(hub, SmallDistrict.below("ride,pass", rows));
  }
}
