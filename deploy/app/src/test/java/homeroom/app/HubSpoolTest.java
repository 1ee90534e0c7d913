package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import homeroom.app.backup.RestoredMark;
import homeroom.ingest.Spool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub beside which something lies that was acknowledged. */
class HubSpoolTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String LMS =
      """
      system: lms
      title: Learning management system
      source:
        adapter: canvas
        url: https://canvas.cedar.example
        credentials: ${secret:lms-token}
        secret: ${secret:lms-events}
        own-user: homeroom
        records:
          bus-pass:
            of: users
            key: sis_user_id
            fields: { route: short_name }
      """;

  @TempDir Path data;
  private SmallDistrict district;

  @BeforeEach
  void layOut() throws Exception {
    Path secrets = Files.createDirectories(data.resolve("secrets"));
    Files.writeString(secrets.resolve("lms-token"), "a-token");
    Files.writeString(secrets.resolve("lms-events"), "a-secret");
    district = SmallDistrict.in(data, "cedar-spooled").with("systems/lms.yaml", LMS);
  }

  private Path spool(String name) {
    return data.resolve("spool").resolve(name);
  }

  @Test
  void shouldDeliverNothingBeforeWhatWasPostedIsTakenIn() throws Exception {
    try (StartedHub hub = district.start()) {
      district.tellPasses(hub, "pass,route", "1,north");
      district.untilPassesAre("1 north");
    }
    RestoredMark.write(data, new RestoredMark(Instant.now(), RestoredMark.Why.POWER_LOSS));
    Path unreadable = Files.createDirectories(spool("lms").resolve("1.spool"));

    try (StartedHub hub = district.start()) {
      district.tellPasses(hub, "pass,route", "1,west");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(district.run("status").out())
                      .contains(
                          "HUB_RESTORED",
                          "what these posted is in the log: lms",
                          "lms: SPOOL_UNREADABLE",
                          unreadable.toString()));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(district.run("record", "bus-pass/1").out()).contains("west"));
      // All that is asked was read: it waits for the posts alone.
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(district.run("status").out())
                      .contains("HUB_RESTORED")
                      .doesNotContain("these sources were read again"));
      await()
          .during(Duration.ofSeconds(3))
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(district.run("replay", "list").out()).doesNotContain("power lost after");
                assertThat(hub.hub().engines())
                    .allMatch(engine -> engine.status().delivered() == 0);
              });

      Files.delete(unreadable);
      district.untilPassesAre("1 west");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(district.run("status").out())
                      .doesNotContain("HUB_RESTORED", "SPOOL_UNREADABLE"));
    }
  }

  @Test
  void shouldLeaveNothingInTheSpoolWhenItEndsInOrder() throws Exception {
    try (StartedHub hub = district.start()) {
      district.tellPasses(hub, "pass,route", "1,north");
      district.untilKnown("bus-pass/1");
      district.done("identity", "rename", "bus-pass/1", "bus-pass/66", "--as", "Kim");
    }
    try (Stream<Path> files = Files.list(spool("~commands"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void shouldSayWhichFolderItCannotUse() throws Exception {
    Files.createFile(data.resolve("spool"));

    assertThatThrownBy(() -> district.start().close())
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("SPOOL_UNREADABLE");
              assertThat(failure).hasMessageContaining(spool("").toString());
            });
  }

  @Test
  void shouldFindWhatBelongsToNobody() throws Exception {
    Instant now = Instant.now();
    for (String name : List.of("lms", "gone", "~commands")) {
      Spool spool = new Spool(spool(name), System::nanoTime);
      spool.keep(List.of(new Spool.Event(new byte[1], new byte[1], now)), now);
      spool.close();
    }
    Files.createDirectories(spool("empty"));
    Spools spools = new Spools(data);

    assertThat(spools.left(true, Set.of("lms"))).containsExactly(spool("gone"));
    assertThat(spools.left(false, Set.of()))
        .containsExactly(spool("gone"), spool("lms"), spool("~commands"));
    assertThat(new Spools(data.resolve("none")).left(true, Set.of())).isEmpty();
  }
}
