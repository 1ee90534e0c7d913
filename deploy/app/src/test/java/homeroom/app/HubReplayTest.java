package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays and resyncs, from the command line to a table. */
class HubReplayTest {

  @TempDir Path data;
  private SmallDistrict district;

  @BeforeEach
  void layOut() {
    district = SmallDistrict.in(data, "cedar-replay");
  }

  private void untilTheWarehouseHolds(String... passes) {
    district.untilPassesAre(passes);
    district.untilRidesAre("a 1", "b 2");
    district.untilNothingIsMissing();
  }

  @Test
  void shouldBringBackWhatTheWarehouseLostAndNothingElse() throws Exception {
    try (StartedHub hub = district.start()) {
      district.tellPasses(hub, "pass,route", "1,north", "2,south");
      district.tellRides(hub, "ride,pass", "a,1", "b,2");
      untilTheWarehouseHolds("1 north", "2 south");

      String from = refuseAWindowFromBeforeTheLog();

      // What is in step is found, and not sent.
      await().until(() -> Instant.now().isAfter(Instant.parse(from)));
      district.tellPasses(hub, "pass,route", "1,north", "2,south", "3,east");
      untilTheWarehouseHolds("1 north", "2 south", "3 east");
      assertThat(district.done("replay", "--to", "warehouse", "--from", from, "--dry-run"))
          .containsPattern("\\d+ records? had to do with warehouse")
          .contains("delivered: not sent again", "bus-pass/3");
      assertThat(district.run("replay", "--to", "warehouse", "--from", from).err())
          .contains("REPLAY_NOT_AGREED", "--yes");
      assertThat(district.done("replay", "--to", "warehouse", "--from", from, "--yes"))
          .contains(": done", "were owed nothing")
          .doesNotContain("were sent");

      district.change("delete from passes", "delete from rides");
      assertThat(district.done("resync", "warehouse", "--yes"))
          .contains("5 were owed nothing")
          .doesNotContain("were sent");
      assertThat(district.passes()).isEmpty();

      assertThat(district.done("resync", "warehouse", "--rebuilt", "--yes"))
          .contains("5 were voided", "10 of 10 steps", "counts no more");
      untilTheWarehouseHolds("1 north", "2 south", "3 east");
      assertThat(district.done("resync", "warehouse", "--yes"))
          .contains("5 were owed nothing")
          .doesNotContain("were sent");
    }
    // What there was is still known to another hub on the same data.
    try (StartedHub hub = district.start()) {
      assertThat(district.done("replay", "list").lines().filter(line -> line.contains("done")))
          .hasSize(4);
      assertThat(hub.hub().engines()).hasSize(1);
    }
  }

  /** From when on it can run. */
  private String refuseAWindowFromBeforeTheLog() {
    Typed refused = district.run("replay", "--to", "warehouse", "--from", "48h", "--yes");

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .contains("REPLAY_WINDOW_TOO_OLD", "homeroom resync warehouse")
        .doesNotContain("bus-pass");
    Matcher from = Pattern.compile("--from (\\S+Z)").matcher(refused.err());
    assertThat(from.find()).isTrue();
    return from.group(1);
  }
}
