package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub, in a process of its own, whose disk is full to the last byte while it delivers. */
class FullDiskTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** More than must be free before anything is taken in. */
  private static final String SIZE = "640m";

  /** So many that their receipts do not fit into what is left of the last blocks. */
  private static final int PASSES = 400;

  @TempDir Path folder;

  @Test
  void shouldEndWhereNothingCanBeWrittenAndGoOnWhereItWas() throws Exception {
    Optional<SmallDisk> made = SmallDisk.at(Files.createDirectory(folder.resolve("data")), SIZE);
    assumeTrue(made.isPresent(), "skipped: no file system can be mounted here");
    try (SmallDisk disk = made.get()) {
      SmallDistrict district =
          SmallDistrict.in(disk.seen(), "cedar-full")
              .withWarehouse(folder.resolve("warehouse.db"))
              .replacing(
                  "systems/transport.yaml",
                  "  collection: passes",
                  "  guard: { updates: any }\n  collection: passes");
      Path configuration = district.written(folder.resolve("configuration"));
      try (KillableHub hub = KillableHub.on(disk, configuration)) {
        hub.start();
        tell(district, "north");
        district.untilPassesAre(passes("north"));
        district.untilNothingIsMissing();
        watch(district);

        try (Connection busy = district.warehouse();
            Statement statement = busy.createStatement()) {
          statement.execute("begin exclusive");
          tell(district, "west");
          await()
              .atMost(PATIENCE)
              .untilAsserted(
                  () ->
                      assertThat(district.run("undelivered", "--to", "warehouse").out())
                          .contains(PASSES + " not at warehouse"));
          disk.fill();
        }

        assertThat(hub.end()).contains("all log dirs in").contains("have failed");
        assertThat(district.run("status").err()).contains("HUB_NOT_RUNNING");

        disk.empty();
        hub.start();
        district.untilPassesAre(passes("west"));
        district.untilNothingIsMissing();
        tell(district, "south");
        district.untilPassesAre(passes("south"));
        district.untilNothingIsMissing();
        assertThat(district.done("status"))
            .doesNotContain("DISK_FULL", "HUB_RESTORED", "no progress");
        assertThat(district.ask("select what from written order by what"))
            .containsExactly(written("south", "west"));
      }
    }
  }

  private static void tell(SmallDistrict district, String route) throws Exception {
    district.drop(SmallDistrict.below("pass,route", rows("%03d," + route)));
    assertThat(district.done("poll", "transport")).contains("ACCEPTED");
  }

  private static String[] passes(String route) {
    return rows("%03d " + route);
  }

  private static String[] rows(String form) {
    return IntStream.range(0, PASSES).mapToObj(form::formatted).toArray(String[]::new);
  }

  /** Notes what is written from now on. */
  private static void watch(SmallDistrict district) throws Exception {
    district.change(
        "create table written (what text)",
        "create trigger noted_insert after insert on passes begin"
            + " insert into written values ('insert ' || new.pass || ' ' || new.route); end",
        "create trigger noted_update after update on passes begin"
            + " insert into written values ('update ' || new.pass || ' ' || new.route); end");
  }

  /** Each pass was written once for each route, and none was made anew. */
  private static String[] written(String... routes) {
    return IntStream.range(0, PASSES)
        .mapToObj("%03d"::formatted)
        .flatMap(pass -> List.of(routes).stream().map(route -> "update " + pass + " " + route))
        .toArray(String[]::new);
  }
}
