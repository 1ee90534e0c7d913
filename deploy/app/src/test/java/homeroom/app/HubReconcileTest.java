package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparisons, from the command line to a table and to a kept file. */
class HubReconcileTest {

  private static final int NOT_EQUAL = 3;

  @TempDir Path data;
  private SmallDistrict district;

  @BeforeEach
  void layOut() {
    district = SmallDistrict.in(data, "cedar-reconcile");
  }

  @Test
  void shouldTellWhatAWarehouseHoldsAndRepairIt() throws Exception {
    try (StartedHub hub = district.start()) {
      passes(hub, "1,west", "2,south", "3,=north", "4,east");
      district.tellRides(hub, SmallDistrict.below("ride,pass", "a,1", "b,2"));
      district.untilPassesAre("1 west", "2 south", "3 =north", "4 east");
      district.untilRidesAre("a 1", "b 2");
      district.untilNothingIsMissing();
      assertThat(district.done("reconcile", "warehouse"))
          .contains("Everything is equal.")
          .containsPattern("bus-pass +4 +0 +0 +0 +0")
          .containsPattern("ride +2 +0 +0 +0 +0");

      district.change(
          "update passes set route = '=evil' where pass = '1'",
          "delete from passes where pass = '2'",
          "insert into passes (pass, route) values ('9', '<b>x</b>')");
      Typed found = district.run("reconcile", "warehouse");
      assertThat(found.status()).isEqualTo(NOT_EQUAL);
      assertThat(found.out())
          .containsPattern("bus-pass +2 +1 +1 +1 +0")
          .containsPattern("bus-pass/1 +different +route")
          .containsPattern("bus-pass/2 +missing")
          .containsPattern("bus-pass/9 +extra")
          .contains("2 can be put right")
          .doesNotContain("evil");
      assertThat(
              district.run("reconcile", "warehouse", "--values", "--format", "csv").out().lines())
          .containsExactly(
              "system,entity,key,verdict,field,should,is,decider,known,because,place",
              "warehouse,bus-pass,1,different,route,west,'=evil,,,,1",
              "warehouse,bus-pass,2,missing,,,,,,,",
              "warehouse,bus-pass,9,extra,,,,,,,9");
      String page = district.run("reconcile", "warehouse", "--format", "html").out();
      assertThat(page).contains("bus-pass/9", "cedar-reconcile").doesNotContain("http", "<b>x");
      String first = findings(district.run("reconcile", "warehouse", "--json").out());
      assertThat(findings(district.run("reconcile", "warehouse", "--json").out())).isEqualTo(first);
      assertThat(district.run("reconcile", "warehouse", "--entity", "ride").status()).isZero();

      assertThat(district.run("reconcile", "warehouse", "--repair").err())
          .contains("RECONCILE_NOT_AGREED");
      assertThat(district.run("reconcile", "warehouse", "--entity", "ride", "--repair").status())
          .isZero();
      Typed repaired = district.run("reconcile", "warehouse", "--repair", "--yes", "--as", "kim");
      assertThat(repaired.out())
          .containsPattern("bus-pass +1 +1")
          .contains(": done", "2 were sent");
      assertThat(district.done("replay", "list", "--json")).contains("\"person\":\"kim\"");
      district.untilPassesAre("1 west", "2 south", "3 =north", "4 east", "9 <b>x</b>");
      assertThat(district.done("movements", "--cause", replay(repaired.out())))
          .contains("REPLAY_SENT", "CONFIRMATION_VOID");
      district.change("delete from passes where pass = '9'");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(district.run("reconcile", "warehouse").status()).isZero());
    }
  }

  @Test
  void shouldWakeWhatSleepsThereOnlyIfItIsAskedTo() throws Exception {
    try (StartedHub hub = district.start()) {
      passes(hub, "1,west", "2,south", "3,north");
      district.untilPassesAre("1 west", "2 south", "3 north");
      district.untilNothingIsMissing();
      district.change("update passes set homeroom_deleted_at = '2026-11-01' where pass = '3'");

      assertThat(district.run("reconcile", "warehouse", "--repair", "--yes").out())
          .containsPattern("bus-pass/3 +inactive")
          .contains("1 are asleep there")
          .doesNotContain("Began");
      assertThat(district.run("reconcile", "warehouse", "--repair", "--wake", "--yes").out())
          .contains(": done");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(district.run("reconcile", "warehouse").status()).isZero());
    }
  }

  @Test
  void shouldNotBelieveThatAWarehouseLostAll() throws Exception {
    try (StartedHub hub = district.start()) {
      passes(hub, "1,west", "2,south", "3,north");
      district.untilPassesAre("1 west", "2 south", "3 north");
      district.untilNothingIsMissing();
      district.change("delete from passes");
      assertThat(district.run("reconcile", "warehouse", "--repair", "--yes").err())
          .contains("RECONCILE_NOTHING_READ", "--rebuilt");
      district.change("drop table passes");
      assertThat(district.run("reconcile", "warehouse").err())
          .contains("RECONCILE_TARGET_GONE", "--rebuilt");
      assertThat(district.run("reconcile", "--cancel", "reconcile-0").err())
          .contains("RECONCILE_UNKNOWN");
      assertThat(district.run("reconcile").err()).contains("RECONCILE_SYSTEM_MISSING");
    }
  }

  @Test
  void shouldSayThatNothingCanBeComparedWhereEveryVersionIsKept() throws Exception {
    district.replacing(
        "systems/warehouse.yaml", "to: passes\n", "to: passes\n      history: every\n");
    district.replacing(
        "systems/warehouse.yaml", "to: rides\n", "to: rides\n      history: every\n");
    try (StartedHub hub = district.start()) {
      assertThat(hub.hub().sources()).hasSize(2);
      Typed compared = district.run("reconcile", "warehouse");
      assertThat(compared.status()).isEqualTo(1);
      assertThat(compared.out())
          .contains("Nothing could be compared.", "passes, rides")
          .doesNotContain("equal.");
    }
  }

  @Test
  void shouldLeaveWhatTheSystemRefusedToWhoeverLooksAfterIt() throws Exception {
    try (StartedHub hub = district.start()) {
      passes(hub, "1,west", "2,south");
      district.untilPassesAre("1 west", "2 south");
      district.change(
          "create trigger refuses before update on passes begin select raise(abort, 'no'); end");
      passes(hub, "1,north", "2,south");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(district.run("reconcile", "warehouse", "--repair").out())
                      .containsPattern("bus-pass/1 +different +route +refused: JDBC_CONSTRAINT")
                      .doesNotContain("can be put right"));
    }
  }

  @Test
  void shouldCompareABatchWithTheHub() throws Exception {
    try (StartedHub hub = district.start()) {
      passes(hub, "1,west", "2,south", "3,north");
      district.untilPassesAre("1 west", "2 south", "3 north");
      String first = newestBatch();
      assertThat(district.done("reconcile", "transport", "--batch", first))
          .contains("Everything is equal.")
          .containsPattern("bus-pass +3 +0 +0 +0 +0");
      passes(hub, "1,east", "2,south", "4,new");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  district
                      .ask("select pass from passes where homeroom_deleted_at is null order by 1")
                      .equals(List.of("1", "2", "4")));

      Typed found = district.run("reconcile", "transport", "--batch", first);
      assertThat(found.status()).isEqualTo(NOT_EQUAL);
      assertThat(found.out())
          .containsPattern("bus-pass +1 +1 +1 +1 +0")
          .containsPattern("bus-pass/1 +different +route +the source said otherwise since")
          .containsPattern("bus-pass/3 +not in the hub +gone in the hub")
          .containsPattern("bus-pass/4 +not in the file");
      assertThat(district.done("reconcile", "transport", "--batch", newestBatch()))
          .contains("Everything is equal.");
    }
  }

  @Test
  void shouldTellWhatOfABatchWaitsForApproval() throws Exception {
    district.replacing(
        "systems/transport.yaml",
        "  collection: passes",
        "  guard: { deletes: 1 }\n  collection: passes");
    try (StartedHub hub = district.start()) {
      passes(hub, "1,west", "2,south", "3,north", "4,east");
      district.untilPassesAre("1 west", "2 south", "3 north", "4 east");
      passes(hub, "1,east", "2,soon");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> district.done("batches", "--json").contains("drop-002.csv"));

      assertThat(district.run("reconcile", "transport", "--batch", newestBatch()).out())
          .containsPattern("bus-pass/3 +not in the file +waits for approval, or was dropped");
      Matcher held =
          Pattern.compile("\"held\":\"([^\"]+)\"").matcher(district.done("batches", "--json"));
      assertThat(held.find()).isTrue();
      district.done("batches", "drop", held.group(1));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> district.done("batches", "--json").contains("DROPPED"));
      assertThat(district.run("reconcile", "transport", "--batch", newestBatch()).out())
          .containsPattern("bus-pass/3 +not in the file +waits for approval, or was dropped");
    }
  }

  @Test
  void shouldSayWhatCannotBeCompared() throws Exception {
    try (StartedHub hub = district.start()) {
      assertThat(hub.hub().sources()).hasSize(2);
      assertThat(district.run("reconcile", "lsm").err())
          .contains("RECONCILE_SYSTEM_UNKNOWN", "homeroom status");
      assertThat(district.run("reconcile", "transport").err())
          .contains("RECONCILE_NOT_READABLE", "--batch ID");
      assertThat(district.run("reconcile", "warehouse", "--entity", "bus").err())
          .contains("RECONCILE_ENTITY_UNKNOWN", "bus-pass, ride");
      assertThat(district.run("reconcile", "transport", "--batch", "sha256-0").err())
          .contains("BATCH_UNKNOWN", "homeroom batches");
      assertThat(district.run("reconcile", "transport", "--batch", "x", "--repair").err())
          .contains("RECONCILE_BATCH_NOT_REPAIRED", "homeroom replay");
      assertThat(district.run("reconcile", "warehouse", "--repair", "--json").err())
          .contains("RECONCILE_REPAIR_FORMAT");
    }
  }

  private void passes(StartedHub hub, String... rows) throws Exception {
    district.tellPasses(hub, SmallDistrict.below("pass,route", rows));
  }

  /** The part of a report that does not say when it was made. */
  private static String findings(String json) {
    return json.substring(json.indexOf("\"counts\""));
  }

  private static String replay(String out) {
    Matcher id = Pattern.compile("Began (replay-\\S+)\\.").matcher(out);
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  private String newestBatch() {
    Matcher id =
        Pattern.compile("\"batch\":\"(sha256-[0-9a-f]{64})\"")
            .matcher(district.done("batches", "--system", "transport", "--json"));
    assertThat(id.find()).isTrue();
    return id.group(1);
  }
}
