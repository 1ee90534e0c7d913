package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.app.backup.RestoredMark;
import homeroom.ingest.Spool;
import homeroom.schema.Command;
import homeroom.schema.CommandKind;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub whose log lost what people decided. */
class SpooledCommandsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path data;
  private SmallDistrict district;

  @BeforeEach
  void layOut() {
    district = SmallDistrict.in(data, "cedar-decided");
  }

  private Path spool() {
    return data.resolve("spool").resolve("~commands");
  }

  private List<Path> spooled() throws Exception {
    try (Stream<Path> files = Files.list(spool())) {
      return files.toList();
    }
  }

  @Test
  void shouldTakeInARenameAndEndTheOrderThatWasOpenBeforeIt() throws Exception {
    try (StartedHub hub = district.start()) {
      district.tellPasses(hub, "pass,route", "1,north", "2,south");
      district.untilPassesAre("1 north", "2 south");
      district.untilNothingIsMissing();
    }
    try (Connection blocked = district.warehouse();
        Statement statement = blocked.createStatement()) {
      statement.execute("begin exclusive");
      try (StartedHub hub = district.start()) {
        district.tellPasses(hub, "pass,route", "1,west", "2,south");
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(district.run("undelivered", "--to", "warehouse").out())
                        .contains("bus-pass/1"));
      }
    }
    // Somebody renamed the record, and the log lost that with the power.
    Instant now = Instant.now();
    Command rename =
        Command.newBuilder()
            .setCommandId("a-rename")
            .setKind(CommandKind.RENAME)
            .setConfiguration("")
            .setAt(Values.micros(now))
            .setPerson("Kim")
            .setOther("bus-pass/66")
            .build();
    byte[] record = "bus-pass/1".getBytes(StandardCharsets.UTF_8);
    Spool kept = new Spool(spool(), System::nanoTime);
    kept.keep(List.of(new Spool.Event(record, WireFormat.encode(rename), now)), now);
    kept.close();
    RestoredMark.write(data, new RestoredMark(now, RestoredMark.Why.POWER_LOSS));

    try (StartedHub hub = district.start()) {
      district.untilPassesAre("2 south", "66 west");
      district.untilNothingIsMissing();
      assertThat(hub.hub().engines()).hasSize(1);
      // A checkpoint has it by now.
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(spooled()).isEmpty());
    }
  }
}
