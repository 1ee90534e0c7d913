package homeroom.app;

import static homeroom.app.SmallDistrict.below;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What became of a batch, from the command line. */
class HubBatchReportTest {

  private static final Pattern ID = Pattern.compile("sha256-[0-9a-f]{64}");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path data;

  @Test
  void shouldTellAllOfABatchAndTheBeforeAndAfterOfMarkedFields() throws Exception {
    SmallDistrict district =
        SmallDistrict.in(data, "cedar-report")
            .replacing(
                "entities/bus-pass.yaml",
                "route: string",
                "route: { type: string, report: changes }");
    try (StartedHub hub = district.start()) {
      district.tellPasses(hub, below("pass,route", "1,west", "2,south", "3,east"));
      district.untilPassesAre("1 west", "2 south", "3 east");
      district.tellPasses(hub, below("pass,route", "1,west", "2,north", "4,hill"));
      String batch = newest(district, 2);

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(district.done("batches", "show", batch))
                      .containsPattern("configuration +[0-9a-f]{16}")
                      .containsPattern("events +3")
                      .containsPattern("bus-pass +passes +1 +1 +1 +1 +0 +0")
                      .containsPattern("2 +bus-pass +accepted")
                      .containsPattern("1 +bus-pass +accepted +FIRST_CONTACT_NEW"));
      assertThat(district.done("batches", "show", batch)).doesNotContain("north", "hill", "/2");

      assertThat(district.done("batches", "show", batch.substring(0, 20), "--changes"))
          .containsPattern("bus-pass/2 +route +south +north +accepted")
          .containsPattern("bus-pass/3 +existence +true +false +accepted")
          .containsPattern("bus-pass/4 +route +\\(nothing\\) +hill +accepted")
          .doesNotContain("bus-pass/1 ", "(not known)");

      String some = district.done("batches", "show", batch, "--changes", "--limit", "1");
      Matcher next = Pattern.compile("--cursor (\\S+)").matcher(some);
      assertThat(next.find()).isTrue();
      assertThat(
              district.done(
                  "batches", "show", batch, "--changes", "--limit", "1", "--cursor", next.group(1)))
          .isNotEqualTo(some);
    }
  }

  @Test
  void shouldSayThatNothingIsMarked() throws Exception {
    SmallDistrict district = SmallDistrict.in(data, "cedar-unmarked");
    try (StartedHub hub = district.start()) {
      district.tellPasses(hub, below("pass,route", "1,west"));
      district.untilPassesAre("1 west");

      assertThat(district.run("batches", "show", newest(district, 1), "--changes").err())
          .contains("BATCH_NOTHING_MARKED", "report: changes");
    }
  }

  /** The newest of so many, once the query store has them. */
  private static String newest(SmallDistrict district, int batches) {
    return await()
        .atMost(PATIENCE)
        .until(() -> ids(district.done("batches")), ids -> ids.size() == batches)
        .getFirst();
  }

  private static List<String> ids(String list) {
    return ID.matcher(list).results().map(MatchResult::group).distinct().toList();
  }
}
