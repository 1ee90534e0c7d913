package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.app.backup.RestoredMark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hub does by itself that was restored, while the systems went on without it. */
class HubRestoredTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Map<String, String> DISTRICT =
      Map.of(
          "hub.yaml",
          """
          tenant: cedar-restored
          title: Restored
          kafka: embedded
          http: { port: 0 }
          """,
          "entities/bus-pass.yaml",
          """
          entity: bus-pass
          title: Bus pass
          key: number
          authority: transport
          fields:
            route: string
            seat: { type: string, authority: depot }
          """,
          "systems/transport.yaml",
          """
          system: transport
          title: Transport office
          source:
            adapter: csv
            from: { path: "OUTSIDE/transport", settle: 0s }
            collection: passes
            coverage: complete
            schedule: { every: 1s }
            records:
              bus-pass:
                of: passes
                key: pass
                fields: { route: route }
          """,
          "systems/depot.yaml",
          """
          system: depot
          title: Bus depot
          source:
            adapter: csv
            from: { path: "OUTSIDE/depot", settle: 0s }
            collection: seats
            schedule: { every: 1s }
            records:
              bus-pass:
                of: seats
                key: pass
                fields: { seat: seat }
          consumer:
            adapter: jdbc
            deletes: remove
            url: jdbc:sqlite:OUTSIDE/depot.db
            records:
              bus-pass:
                to: passes
                key: pass
                fields: { route: route, seat: seat }
          """,
          "systems/warehouse.yaml",
          """
          system: warehouse
          title: Warehouse
          consumer:
            adapter: jdbc
            deletes: remove
            url: jdbc:sqlite:OUTSIDE/warehouse.db
            records:
              bus-pass:
                to: passes
                key: pass
                fields: { route: route }
          """);

  @TempDir Path folder;

  private Path outside() throws Exception {
    return Files.createDirectories(folder.resolve("outside"));
  }

  private StartedHub start(Path data, String... without) throws Exception {
    String outside = outside().toString();
    Map<String, String> files = new HashMap<>(DISTRICT);
    files.replaceAll((name, text) -> text.replace("OUTSIDE", outside));
    return StartedHub.of(files, data, new Hub.Exceptions(false, Set.of(without), false));
  }

  /** There is one file at a time, which the next one replaces. */
  private void export(String source, String... lines) throws Exception {
    Path drop = Files.createDirectories(outside().resolve(source));
    Path part = outside().resolve(source + ".part");
    Files.writeString(part, String.join("\n", lines) + "\n");
    Files.move(part, drop.resolve(source + ".csv"), StandardCopyOption.ATOMIC_MOVE);
  }

  private Connection table(String system) throws Exception {
    return DriverManager.getConnection(
        "jdbc:sqlite:" + outside().resolve(system + ".db") + "?busy_timeout=60000");
  }

  private List<String> ask(String system, String sql) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection = table(system);
        ResultSet found = connection.createStatement().executeQuery(sql)) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }

  private void change(String system, String... statements) throws Exception {
    try (Connection connection = table(system);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private void untilTheWarehouseHolds(String... rows) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(ask("warehouse", "select pass || ' ' || route from passes order by 1"))
                    .containsExactly(rows));
  }

  private void untilTheDepotHolds(String... rows) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(
                        ask(
                            "depot",
                            "select pass || ' ' || route || ' ' || coalesce(seat, '-')"
                                + " from passes order by 1"))
                    .containsExactly(rows));
  }

  /** Notes everything that is written from now on, also what was there already. */
  private void watch(String system) throws Exception {
    change(
        system,
        "create table written (what text)",
        "create trigger noted_insert after insert on passes begin"
            + " insert into written values ('insert ' || new.pass || ' ' || new.route); end",
        "create trigger noted_update after update on passes begin"
            + " insert into written values ('update ' || new.pass || ' ' || new.route); end");
  }

  private static String run(Path data, String... arguments) {
    return Typed.run(data, arguments).well();
  }

  private void untilStatusShows(Path data, String... parts) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(run(data, "status")).contains(parts));
  }

  @Test
  void shouldReadItsSourcesBeforeItTellsAndThenTellAll() throws Exception {
    Path lost = folder.resolve("lost");
    Path restored = folder.resolve("restored");
    Path backup = folder.resolve("backup.zip");
    export("depot", "pass,seat", "1,a", "2,b", "3,c", "5,e");
    export("transport", "pass,route", "1,north", "2,south", "3,lake", "5,hill");
    try (StartedHub hub = start(lost)) {
      untilTheWarehouseHolds("1 north", "2 south", "3 lake", "5 hill");
      untilTheDepotHolds("1 north a", "2 south b", "3 lake c", "5 hill e");

      // At the cut a delivery is on its way.
      try (Connection blocked = table("warehouse");
          Statement statement = blocked.createStatement()) {
        statement.execute("begin exclusive");
        export("transport", "pass,route", "1,north", "2,south", "3,east", "5,hill");
        untilTheDepotHolds("1 north a", "2 south b", "3 east c", "5 hill e");
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(run(lost, "undelivered", "--to", "warehouse"))
                        .contains("bus-pass/3"));
        run(lost, "backup", "--to", backup.toString());
      }
      untilTheWarehouseHolds("1 north", "2 south", "3 east", "5 hill");

      export("transport", "pass,route", "1,west", "2,harbour", "3,far east", "4,new");
      untilTheWarehouseHolds("1 west", "2 harbour", "3 far east", "4 new");
      export("depot", "pass,seat", "1,a2", "2,b", "3,c", "5,e");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(run(lost, "record", "bus-pass/1")).contains("a2", "west"));
      untilTheDepotHolds("1 west a2", "2 harbour b", "3 far east c", "4 new -");
      assertThat(hub.hub().engines()).hasSize(2);
    }
    watch("warehouse");
    watch("depot");
    // Changed, and changed back before the restored hub looks.
    export("transport", "pass,route", "1,west", "2,south", "3,far east", "4,new");
    export("depot", "pass,seat", "\"1,a");

    run(restored, "restore", backup.toString());
    assertThat(restored.resolve(RestoredMark.NAME)).exists();
    try (StartedHub hub = start(restored)) {
      untilStatusShows(restored, "HUB_RESTORED", "were read again: depot", "--deliver-without");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(run(restored, "record", "bus-pass/3")).contains("far east"));
      assertThat(run(restored, "replay", "list")).contains("There was no replay yet");
      assertThat(hub.hub().engines()).allMatch(engine -> engine.status().delivered() == 0);
    }
    assertThat(ask("warehouse", "select what from written")).isEmpty();

    export("depot", "pass,seat", "1,a2", "2,b", "3,c", "5,e");
    try (StartedHub hub = start(restored)) {
      untilTheWarehouseHolds("1 west", "2 south", "3 far east", "4 new");
      untilTheDepotHolds("1 west a2", "2 south b", "3 far east c", "4 new -");
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(restored.resolve(RestoredMark.NAME)).doesNotExist());
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          run(restored, "replay", "list").lines().filter(it -> it.contains("done")))
                      .hasSize(2));
      assertThat(run(restored, "status")).doesNotContain("HUB_RESTORED");
      assertThat(run(restored, "undelivered", "--to", "warehouse"))
          .contains("Nothing is missing at warehouse");
      // Nothing was written but what was changed back: nothing older, and nothing twice.
      assertThat(ask("warehouse", "select what from written")).containsExactly("update 2 south");
      assertThat(ask("depot", "select what from written")).containsExactly("update 2 south");

      // It works on as before.
      export("transport", "pass,route", "1,west", "2,south", "3,far east", "4,newer");
      untilTheWarehouseHolds("1 west", "2 south", "3 far east", "4 newer");
      assertThat(hub.hub().engines()).hasSize(2);
    }
  }

  @Test
  void shouldGoOnWithoutASourceThatIsGone() throws Exception {
    Path lost = folder.resolve("lost");
    Path restored = folder.resolve("restored");
    Path backup = folder.resolve("backup.zip");
    export("depot", "pass,seat", "1,a");
    export("transport", "pass,route", "1,north");
    try (StartedHub hub = start(lost)) {
      untilTheDepotHolds("1 north a");
      untilTheWarehouseHolds("1 north");
      assertThat(hub.hub().engines()).hasSize(2);
    }
    run(lost, "backup", "--to", backup.toString());
    export("depot", "pass,seat", "\"1,a");
    export("transport", "pass,route", "1,south");

    run(restored, "restore", backup.toString());
    try (StartedHub hub = start(restored, "depot")) {
      untilTheWarehouseHolds("1 south");
      untilTheDepotHolds("1 south a");
      assertThat(hub.hub().engines()).hasSize(2);
    }
  }
}
