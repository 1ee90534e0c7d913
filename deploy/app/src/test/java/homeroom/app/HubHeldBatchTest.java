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

/** A batch that is too much to believe, from the command line to a table. */
class HubHeldBatchTest {

  private static final Pattern NAME = Pattern.compile("homeroom batches approve ([0-9a-z]+)");

  @TempDir Path data;

  private SmallDistrict district() {
    return SmallDistrict.in(data, "cedar-held")
        .replacing(
            "systems/transport.yaml",
            "  collection: passes",
            "  guard: { updates: 2, deletes: 1 }\n  collection: passes");
  }

  /** The name of what is held, once the query store has it. */
  private static String held(SmallDistrict district, String code) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> district.done("batches", "--system", "transport").contains(code));
    Matcher name = NAME.matcher(district.done("batches", "--limit", "1"));
    assertThat(name.find()).isTrue();
    return name.group(1);
  }

  @Test
  void shouldTakeInWhatWasHeldOnceSomebodyApprovesIt() throws Exception {
    SmallDistrict district = district();
    try (StartedHub hub = district.start()) {
      passes(district, hub, "1,west", "2,south", "3,east", "4,north");
      district.untilPassesAre("1 west", "2 south", "3 east", "4 north");

      passes(district, hub, "1,a", "2,b", "3,c", "4,north");
      String changes = held(district, "BATCH_HELD");
      assertThat(district.done("status"))
          .contains("3 of 4 records of bus-pass in passes are changed: nothing of the batch");
      assertThat(district.run("batches", "approve", "nobody").err()).contains("BATCH_NOT_HELD");
      assertThat(district.passes()).contains("1 west");

      assertThat(district.done("batches", "approve", changes, "--as", "kim"))
          .contains("It was taken in.", "ACCEPTED");
      district.untilPassesAre("1 a", "2 b", "3 c", "4 north");
      assertThat(district.run("batches", "approve", changes).err()).contains("BATCH_NOT_HELD");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !district.done("status").contains("BATCH_HELD"));

      passes(district, hub, "1,a", "4,south");
      String deletions = held(district, "BATCH_DELETES_HELD");
      district.untilPassesAre("1 a", "2 b", "3 c", "4 south");
      assertThat(district.done("batches", "drop", deletions)).contains("dropped", "DROPPED");
      assertThat(district.passes()).hasSize(4);
    }
  }

  private static void passes(SmallDistrict district, StartedHub hub, String... rows)
      throws Exception {
    district.tellPasses(hub, below("pass,route", rows));
  }
}
