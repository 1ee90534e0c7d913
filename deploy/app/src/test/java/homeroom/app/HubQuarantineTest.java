package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quarantine, and files that are read again, from the command line to a table. */
class HubQuarantineTest {

  private static final String OUT = "warehouse:out:bus-pass:JDBC_CONSTRAINT";
  private static final String DAY = ",2027-06-30";

  @TempDir Path data;
  private SmallDistrict district;

  /** Passes have an end, which the warehouse does not ask for; a ride has a zone, from a table. */
  @BeforeEach
  void layOut() {
    district =
        SmallDistrict.in(data, "cedar-quarantine")
            .replacing("entities/bus-pass.yaml", "route: string", "route: string\n  until: date")
            .replacing("systems/transport.yaml", "{ route: route", "{ route: route, until: until")
            .replacing("entities/ride.yaml", "pass: { to: bus-pass }", "zone: string")
            .replacing(
                "systems/garage.yaml",
                "{ pass: pass }",
                "{ zone: { from: zone, table: tables/zones.csv } }")
            .replacing("systems/warehouse.yaml", "{ pass: pass }", "{ zone: zone }");
    zones("A,inner");
  }

  private void zones(String... rows) {
    district.with(
        "tables/zones.csv", String.join("\n", SmallDistrict.below("from,to", rows)) + "\n");
  }

  @Test
  void shouldTryAgainWhatWasRefusedWithTheValueOfNowAndOnce() throws Exception {
    try (StartedHub hub = district.start()) {
      passes(hub, "1,west" + DAY, "2,south" + DAY);
      untilTheWarehouseHolds("1 west", "2 south");
      writeDownWhatIsWritten();
      assertThat(district.done("quarantine")).contains("Nothing is in quarantine");

      refuseWhatBeginsWith("1");
      passes(hub, "1,north" + DAY, "2,south" + DAY);
      untilShown("quarantine", OUT, "bus-pass/1", "JDBC_CONSTRAINT");
      passes(hub, "1,east" + DAY, "2,south" + DAY);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> refusals(district.done("movements", "--record", "bus-pass/1")) == 2);
      assertThat(district.done("quarantine", "show", OUT))
          .contains("open", "bus-pass/1", "tries", "VALIDATION", "SQLITE_19");
      assertThat(district.done("undelivered", "--to", "warehouse"))
          .contains("JDBC_CONSTRAINT (VALIDATION SQLITE_19): ");
      assertThat(district.done("movements", "--record", "bus-pass/1"))
          .contains("JDBC_CONSTRAINT; VALIDATION; status SQLITE_19");

      mend();
      assertThat(district.done("quarantine", "retry", OUT)).contains(": done", "1 were sent");
      untilTheWarehouseHolds("1 east", "2 south");
      untilShown("quarantine", "Nothing is in quarantine");
      assertThat(written()).containsExactly("1 east");
      assertThat(district.done("quarantine", "list", "--all")).contains(OUT);
      assertThat(district.done("quarantine", "list", "--all", "--cause", OUT)).contains("RESOLVED");
      assertThat(district.run("quarantine", "retry", OUT).err()).contains("QUARANTINE_UNKNOWN");
      assertThat(district.run("quarantine", "retry", id("list", "--all", "--cause", OUT)).err())
          .contains("QUARANTINE_NOT_OPEN");
      assertThat(written()).containsExactly("1 east");

      // What its own newer value brings there needs nobody.
      refuseWhatBeginsWith("1 bad");
      passes(hub, "1,bad" + DAY, "2,south" + DAY);
      untilShown("quarantine", OUT);
      passes(hub, "1,good" + DAY, "2,south" + DAY);
      untilShown("quarantine", "Nothing is in quarantine");

      String since = Instant.now().toString();
      passes(hub, "1,bad too" + DAY, "2,south" + DAY);
      untilShown("quarantine", OUT);
      assertThat(district.run("quarantine", "drop", OUT, "--reason", " ").err())
          .contains("QUARANTINE_REASON_MISSING");
      assertThat(district.done("quarantine", "drop", OUT, "--reason", "a test", "--as", "kim"))
          .contains("1 entry was dropped");
      untilShown("quarantine", "Nothing is in quarantine");
      assertThat(district.done("quarantine", "list", "--all", "--cause", OUT))
          .contains("DROPPED", "dropped by kim: a test");
      assertThat(district.done("movements", "--record", "bus-pass/1"))
          .contains("QUARANTINE_DROPPED");
      assertThat(district.done("undelivered", "--to", "warehouse"))
          .contains("Nothing is missing at warehouse", "1 were dropped");
      assertThat(district.done("status")).containsPattern("refused +dropped");

      // Nobody sends it by the way, but whoever asks for what was refused means it as well.
      assertThat(district.done("replay", "--to", "warehouse", "--from", since, "--yes"))
          .doesNotContain("refused");
      assertThat(district.done("undelivered", "--to", "warehouse")).contains("1 were dropped");
      district.done("replay", "--to", "warehouse", "--from", since, "--only", "failed", "--yes");
      untilShown("quarantine", OUT);
      district.done("quarantine", "drop", OUT, "--reason", "a test", "--as", "kim");
      untilShown("quarantine", "Nothing is in quarantine");
      mend();
      passes(hub, "1,home" + DAY, "2,south" + DAY);
      untilTheWarehouseHolds("1 home", "2 south");
      assertThat(written()).containsExactly("1 east", "1 good", "1 home");
    }
  }

  @Test
  void shouldTakeInARowOnceItsCauseIsMended() throws Exception {
    String rows = "garage:in:";
    try (StartedHub hub = district.start()) {
      // The next export of everything that has the row right ends the entry.
      passes(hub, "1,west,soon", "2,south" + DAY);
      untilShown("quarantine", "transport:in:", ":until", "1 ");
      passes(hub, "1,west" + DAY, "2,south" + DAY);
      untilShown("quarantine", "Nothing is in quarantine");
      untilTheWarehouseHolds("1 west", "2 south");

      rides(hub, "a,A", "b,B", "c,B");
      untilShown("quarantine", rows, "2 ");
      rides(hub, "c,A");
      untilTheWarehouseHolds("1 west", "2 south", "a inner", "c inner");
      String cause = cause(rows);
      assertThat(district.done("quarantine", "retry", cause)).contains("cannot be taken still");
      untilShown("quarantine", rows, "2 ");
    }
    zones("A,inner", "B,outer");
    try (StartedHub hub = district.start()) {
      untilShown("quarantine", rows);
      String cause = cause(rows);
      List<Path> kept = hideKept("garage");
      assertThat(district.run("quarantine", "retry", cause).err())
          .contains("RAW_COPY_GONE", "backup")
          .doesNotContain("outer");
      giveBack(kept);

      // The garage spoke of c since: what it said then counts no more.
      assertThat(district.done("quarantine", "retry", cause))
          .contains("1 said something new", "1 left: something newer is known");
      untilTheWarehouseHolds("1 west", "2 south", "a inner", "b outer", "c inner");
      untilShown("quarantine", "Nothing is in quarantine");
      assertThat(district.run("quarantine", "retry", cause).err()).contains("QUARANTINE_UNKNOWN");
      assertThat(district.done("movements", "--record", "ride/b").lines())
          .filteredOn(line -> line.contains("ACCEPTED"))
          .hasSize(1);
      assertThat(hub.hub().sources()).hasSize(2);
    }
  }

  @Test
  void shouldReadAKeptFileAgainAsTheWordOfThen() throws Exception {
    String first;
    String full;
    try (StartedHub hub = district.start()) {
      rides(hub, "a,A", "b,A");
      passes(hub, "1,west" + DAY, "2,south" + DAY);
      passes(hub, "1,north" + DAY, "2,south" + DAY);
      untilTheWarehouseHolds("1 north", "2 south", "a inner", "b inner");
      untilShown("batches --json", "rides-001.csv", "drop-002.csv", "drop-003.csv");
      first = batch("rides-001.csv");
      full = batch("drop-002.csv");

      assertThat(district.done("replay", "--source", "garage", "--batch", first, "--yes"))
          .containsPattern("rides +2 +0 +0 +2 +0 +0 +0");
      assertThat(district.run("replay", "--source", "transport", "--batch", full, "--yes").err())
          .contains("REPLAY_BATCH_OVERTAKEN", "newest");
      assertThat(district.run("replay", "--source", "transport", "--batch", first, "--yes").err())
          .contains("REPLAY_BATCH_UNKNOWN", "homeroom batches");
      assertThat(district.run("replay", "--source", "garage", "--yes").err())
          .contains("REPLAY_BATCH_UNCLEAR");
    }
    zones("A,central");
    try (StartedHub hub = district.start()) {
      rides(hub, "b,A");
      untilTheWarehouseHolds("1 north", "2 south", "a inner", "b central");
      String newest = batch("drop-003.csv");
      List<Path> kept = hideKept("transport");
      assertThat(district.run("replay", "--source", "transport", "--batch", newest, "--yes").err())
          .contains("RAW_COPY_GONE");
      giveBack(kept);

      // The mapping changed: a is said anew. Of b the garage spoke since.
      assertThat(district.done("replay", "--source", "garage", "--batch", first, "--dry-run"))
          .containsPattern("rides +2 +0 +1 +0 +0 +0 +1");
      assertThat(district.run("replay", "--source", "garage", "--batch", first).err())
          .contains("REPLAY_NOT_AGREED");
      assertThat(warehouseRows()).containsExactly("1 north", "2 south", "a inner", "b central");
      assertThat(
              district.done(
                  "replay", "--source", "garage", "--batch", first, "--yes", "--as", "kim"))
          .containsPattern("Read again:\\s+.*\\s+rides +2 +0 +1 +0 +0 +0 +1");
      untilTheWarehouseHolds("1 north", "2 south", "a central", "b central");
      assertThat(district.done("replay", "--source", "garage", "--batch", first, "--yes"))
          .containsPattern("Read again:\\s+.*\\s+rides +2 +0 +0 +1 +0 +0 +1");
      untilShown("movements --record ~batch/" + first, "BATCH_REPLAYED");
      assertThat(hub.hub().sources()).hasSize(2);
    }
  }

  /** The id of the batch of a file. */
  private String batch(String file) {
    Matcher id =
        Pattern.compile("\"batch\":\"(sha256-[0-9a-f]{64})\",\"origin\":\"" + file + "\"")
            .matcher(district.done("batches", "--json"));
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  private static long refusals(String movements) {
    return movements.lines().filter(line -> line.contains("REFUSED")).count();
  }

  private void passes(StartedHub hub, String... rows) throws Exception {
    district.tellPasses(hub, SmallDistrict.below("pass,route,until", rows));
  }

  private void rides(StartedHub hub, String... rows) throws Exception {
    district.tellRides(hub, SmallDistrict.below("ride,zone", rows));
  }

  private void writeDownWhatIsWritten() throws Exception {
    district.change(
        "create table written (what text)",
        "create trigger notes after update on passes begin"
            + " insert into written values (new.pass || ' ' || new.route); end");
  }

  private void refuseWhatBeginsWith(String text) throws Exception {
    district.change(
        "create trigger refuses before update on passes when new.pass || ' ' || new.route like '"
            + text
            + "%' begin select raise(abort, 'no'); end");
  }

  private void mend() throws Exception {
    district.change("drop trigger refuses");
  }

  private List<String> written() throws Exception {
    return district.ask("select what from written order by rowid");
  }

  private List<String> warehouseRows() throws Exception {
    List<String> rows = new ArrayList<>(district.passes());
    if (!district.ask("select 1 from sqlite_master where name = 'rides'").isEmpty()) {
      rows.addAll(district.ask("select ride || ' ' || zone from rides order by 1"));
    }
    return rows;
  }

  private void untilTheWarehouseHolds(String... rows) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(warehouseRows()).containsExactly(rows));
  }

  private void untilShown(String command, String... texts) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(district.done(command.split(" "))).contains(texts));
  }

  /** The one cause that begins so. */
  private String cause(String begins) {
    Matcher cause =
        Pattern.compile(Pattern.quote(begins) + "\\S+").matcher(district.done("quarantine"));
    assertThat(cause.find()).isTrue();
    return cause.group();
  }

  /** The id of the first entry that a list shows. */
  private String id(String... list) {
    String[] line = Stream.concat(Stream.of("quarantine"), Stream.of(list)).toArray(String[]::new);
    Matcher id = Pattern.compile("(?m)^(warehouse~\\S+|q-\\S+)").matcher(district.done(line));
    assertThat(id.find()).isTrue();
    return id.group();
  }

  private List<Path> hideKept(String system) throws Exception {
    List<Path> hidden = new ArrayList<>();
    try (Stream<Path> kept = Files.list(data.resolve("raw").resolve(system))) {
      for (Path file : kept.toList()) {
        hidden.add(Files.move(file, data.resolve(file.getFileName() + ".hidden." + system)));
      }
    }
    return hidden;
  }

  private void giveBack(List<Path> hidden) throws Exception {
    for (Path file : hidden) {
      String[] name = file.getFileName().toString().split("\\.");
      Files.move(file, data.resolve("raw").resolve(name[2]).resolve(name[0]));
    }
  }
}
