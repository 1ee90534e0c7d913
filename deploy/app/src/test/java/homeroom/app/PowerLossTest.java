package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import homeroom.app.backup.RestoredMark;
import homeroom.app.backup.RunningMark;
import homeroom.app.demo.Program;
import homeroom.broker.BrokerFailure;
import homeroom.broker.Checkpoint;
import homeroom.broker.LostPower;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub whose machine went down, and which lost of each file another part. */
class PowerLossTest {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static final Map<String, String> DISTRICT =
      Map.of(
          "hub.yaml",
          """
          tenant: cedar-power
          title: Power
          kafka: { partitions: 3 }
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
          """,
          "systems/transport.yaml",
          """
          system: transport
          title: Transport office
          source:
            adapter: csv
            from: { path: "${data}/../drop", settle: 0s }
            collection: passes
            coverage: complete
            schedule: { every: 200ms }
            records:
              bus-pass:
                of: passes
                key: pass
                fields: { route: route }
          """,
          "systems/warehouse.yaml",
          """
          system: warehouse
          title: Warehouse
          consumer:
            adapter: jdbc
            deletes: remove
            url: jdbc:sqlite:${data}/../warehouse.db
            records:
              bus-pass:
                to: passes
                key: pass
                fields: { route: route }
          """);

  @TempDir Path folder;

  private final Random chance = new Random(20261128);
  private Process process;

  @AfterEach
  void end() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private void startProcess() throws Exception {
    Path configuration = folder.resolve("configuration");
    for (Map.Entry<String, String> file : DISTRICT.entrySet()) {
      Path path = configuration.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    process =
        new ProcessBuilder(
                Program.command("up", "-c", configuration.toString(), "--data", data().toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("hub.log").toFile())
            .start();
  }

  /** Passes 1 to 6 with routes of this round. */
  private void export(int round, String... more) throws Exception {
    List<String> lines = new ArrayList<>(List.of("pass,route"));
    for (int pass = 1; pass <= 6; pass++) {
      lines.add(pass + ",round " + round);
    }
    lines.addAll(List.of(more));
    Path part = folder.resolve("passes.part");
    Files.writeString(part, String.join("\n", lines) + "\n");
    Files.move(
        part,
        Files.createDirectories(folder.resolve("drop")).resolve("passes.csv"),
        StandardCopyOption.ATOMIC_MOVE);
  }

  private Connection warehouse() throws Exception {
    return DriverManager.getConnection(
        "jdbc:sqlite:" + folder.resolve("warehouse.db") + "?busy_timeout=60000");
  }

  private List<String> ask(String sql) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection = warehouse();
        ResultSet found = connection.createStatement().executeQuery(sql)) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }

  private void untilAllHaveRound(int round) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(ask("select route from passes"))
                    .hasSize(6)
                    .containsOnly("round " + round));
  }

  private Optional<Instant> checkpoint() throws Exception {
    return Checkpoint.read(data().resolve("checkpoint")).map(Checkpoint::at);
  }

  /** Until all that was done before is safe. */
  private void untilNextCheckpoint() throws Exception {
    Instant now = Instant.now();
    await().atMost(PATIENCE).until(() -> checkpoint().filter(at -> at.isAfter(now)).isPresent());
  }

  private void losePower() throws Exception {
    process.destroyForcibly().onExit().join();
    assertThat(data().resolve(RunningMark.NAME)).exists();
    assertThat(LostPower.in(data(), chance)).isPositive();
    Files.writeString(data().resolve(RunningMark.NAME), "another boot\n");
  }

  @Test
  void shouldGoBackToTheCheckpointAndBringAllUpToDate() throws Exception {
    export(0);
    startProcess();
    untilAllHaveRound(0);
    try (Connection connection = warehouse()) {
      connection.createStatement().execute("create table made (pass text)");
      connection
          .createStatement()
          .execute(
              "create trigger noted after insert on passes begin"
                  + " insert into made values (new.pass); end");
    }
    export(1);
    untilAllHaveRound(1);
    untilNextCheckpoint();
    // All of this is behind a checkpoint, or will be when the power goes.
    for (int round = 2; round < 6; round++) {
      export(round);
      untilAllHaveRound(round);
    }
    assertThat(Typed.run(data(), "identity", "rename", "bus-pass/6", "bus-pass/66").well())
        .isNotEmpty();
    losePower();
    Instant back = checkpoint().orElseThrow();
    export(6, "7,round 6");

    try (StartedHub started = StartedHub.of(DISTRICT, data())) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(ask("select pass || ' ' || route from passes order by 1"))
                      .containsExactly(
                          "1 round 6",
                          "2 round 6",
                          "3 round 6",
                          "4 round 6",
                          "5 round 6",
                          "66 round 6",
                          "7 round 6"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(data().resolve(RestoredMark.NAME)).doesNotExist());
      assertThat(Typed.run(data(), "replay", "list").well()).contains("power lost after " + back);
      assertThat(Typed.run(data(), "status").well())
          .doesNotContain("HUB_RESTORED", "QUERY_STORE_AHEAD", "DELIVERY_LOG_CUT");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(Typed.run(data(), "undelivered", "--to", "warehouse").well())
                      .contains("Nothing is missing at warehouse"));
      // Nothing was made a second time; the seventh came while the hub was down.
      assertThat(ask("select pass from made")).containsExactly("7");
      // What moved before the checkpoint can still be looked up.
      assertThat(Typed.run(data(), "movements", "--record", "bus-pass/1").well())
          .contains("created");
      compactsNothingYoung(started);
    }
    assertThat(data().resolve(RunningMark.NAME)).doesNotExist();
  }

  /** What a checkpoint holds must not be compacted away because of what came after it. */
  private static void compactsNothingYoung(StartedHub started) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", started.hub().bootstrapServers()))) {
      List<ConfigResource> compacted = new ArrayList<>();
      for (String topic : admin.listTopics().names().get()) {
        if (topic.endsWith("-changelog")) {
          compacted.add(new ConfigResource(ConfigResource.Type.TOPIC, topic));
        }
      }
      assertThat(compacted).isNotEmpty();
      assertThat(admin.describeConfigs(compacted).all().get().values())
          .allSatisfy(
              config -> {
                assertThat(config.get("min.compaction.lag.ms").value()).isEqualTo("1800000");
                assertThat(config.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
              });
    }
  }

  @Test
  void shouldNotStartAfterALossOfPowerWithoutACheckpoint() throws Exception {
    Files.createDirectories(data());
    Files.writeString(data().resolve(RunningMark.NAME), "another boot\n");

    assertThatThrownBy(() -> StartedHub.of(DISTRICT, data()).close())
        .isInstanceOf(HubFailure.class)
        .hasMessageContaining("there is no checkpoint");
    assertThat(data().resolve(RunningMark.NAME)).exists();
  }

  @Test
  void shouldNotStartOnADiskThatChangedWhatWasForced() throws Exception {
    export(1);
    try (StartedHub started = StartedHub.of(DISTRICT, data())) {
      untilAllHaveRound(1);
      untilNextCheckpoint();
      assertThat(started.hub().engines()).hasSize(1);
    }
    Path segment = firstOf("cedar-power.records-");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[100]++;
    Files.write(segment, bytes);
    Files.writeString(data().resolve(RunningMark.NAME), "another boot\n");

    for (int start = 0; start < 2; start++) {
      assertThatThrownBy(() -> StartedHub.of(DISTRICT, data()).close())
          .isInstanceOf(BrokerFailure.class)
          .hasMessageContaining("CHECKPOINT_NOT_REACHED")
          .hasMessageContaining("cedar-power.records-");
    }
  }

  /** The segment of a topic's partition that has something in it. */
  private Path firstOf(String topic) throws Exception {
    try (Stream<Path> files = Files.walk(data().resolve("broker/logs"))) {
      return files
          .filter(file -> file.getParent().getFileName().toString().startsWith(topic))
          .filter(file -> file.toString().endsWith(".log") && file.toFile().length() > 200)
          .findFirst()
          .orElseThrow();
    }
  }
}
