package homeroom.app;

import static homeroom.app.SmallDistrict.below;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How old the truth is, and a warehouse that is told of whole exports only. */
class HubBoundariesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern NAME = Pattern.compile("homeroom batches approve ([0-9a-z]+)");

  @TempDir Path data;

  private static void untilShown(SmallDistrict district, String pattern, String... command) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(district.done(command)).containsPattern(pattern));
  }

  @Test
  void shouldSayHowOldTheTruthIs() throws Exception {
    SmallDistrict district = SmallDistrict.in(data, "cedar-fresh");
    try (StartedHub hub = district.start()) {
      untilShown(district, "transport +speaks by itself|nothing of it is complete", "freshness");

      district.tellPasses(hub, below("pass,route", "1,west", "2,south"));
      district.untilPassesAre("1 west", "2 south");

      untilShown(district, "warehouse +transport +\\d{4}-.* min +0$", "freshness", "warehouse");
      String before = asOf(district);
      district.tellRides(hub, below("ride,pass", "7,99"));
      untilShown(
          district,
          "warehouse +garage +\\d{4}-.* 0 +1 more wait in vain",
          "freshness",
          "warehouse");
      assertThat(asOf(district)).as("no ride of the garage makes passes older").isEqualTo(before);

      district.tellPasses(hub, below("pass,route", "1,west", "2,south", "99,north"));
      district.untilPassesAre("1 west", "2 south", "99 north");
      untilShown(district, "warehouse +garage +\\d{4}-.* min +0\\s", "freshness", "warehouse");
    }
  }

  private static String asOf(SmallDistrict district) {
    Matcher shown =
        Pattern.compile("warehouse +transport +(\\S+ \\S+)")
            .matcher(district.done("freshness", "warehouse"));
    assertThat(shown.find()).isTrue();
    return shown.group(1);
  }

  @Test
  void shouldTellAWarehouseOfWholeExportsOnly() throws Exception {
    SmallDistrict district =
        SmallDistrict.in(data, "cedar-feed")
            .replacing(
                "systems/transport.yaml",
                "  collection: passes",
                "  guard: { updates: any, deletes: 1, allowance: 0 }\n  collection: passes")
            .replacing(
                "systems/warehouse.yaml",
                "  adapter: jdbc",
                "  feed: { at-boundaries-of: transport }\n  adapter: jdbc");
    try (StartedHub hub = district.start()) {
      district.tellPasses(hub, below("pass,route", "1,west", "2,south", "3,east", "4,north"));
      district.untilPassesAre("1 west", "2 south", "3 east", "4 north");

      district.tellPasses(hub, below("pass,route", "1,a", "4,south"));
      untilShown(
          district, "2 +WAITING +waits for boundary:transport", "undelivered", "--to", "warehouse");
      untilShown(district, "transport .* held", "freshness");
      assertThat(district.passes()).containsExactly("1 west", "2 south", "3 east", "4 north");

      Matcher held = NAME.matcher(district.done("batches", "--limit", "1"));
      assertThat(held.find()).isTrue();
      district.done("batches", "approve", held.group(1), "--as", "kim");

      district.untilPassesAre("1 a", "2 south", "3 east", "4 south");
      district.untilNothingIsMissing();
      assertThat(district.ask("select pass from passes where homeroom_deleted_at is not null"))
          .containsExactlyInAnyOrder("2", "3");
    }
  }
}
