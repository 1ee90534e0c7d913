package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.app.demo.Outside;
import homeroom.config.ConfigurationFiles;
import homeroom.simulators.sample.SampleDistrict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is restored from a backup made in the midst of an import. */
class HubBackupTest {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String USERS = "users.csv";
  private static final String SEATS = "enrollments.csv";

  @TempDir Path folder;

  private static StartedHub start(Path data, Outside outside) throws Exception {
    return StartedHub.of(
        ConfigurationFiles.read(CedarCounty.folder()), data, outside.environment(0));
  }

  private static String run(String... arguments) {
    return Typed.run(List.of(arguments)).well();
  }

  private static Map<String, String> student(Outside outside) {
    return outside.sis().rows(USERS).stream()
        .filter(user -> user.get("role").equals("student"))
        .findFirst()
        .orElseThrow();
  }

  /** A student comes to the district and takes one seat. */
  private static void enrol(Outside outside, String id) {
    Map<String, String> user = new HashMap<>(student(outside));
    Map<String, String> seat =
        new HashMap<>(
            outside.sis().rows(SEATS).stream()
                .filter(row -> row.get("userSourcedId").equals(user.get("sourcedId")))
                .findFirst()
                .orElseThrow());
    user.putAll(
        Map.of("sourcedId", id, "username", id, "email", id + "@cedar.example", "identifier", id));
    seat.putAll(Map.of("sourcedId", "seat-" + id, "userSourcedId", id));
    outside.sis().add(USERS, user);
    outside.sis().add(SEATS, seat);
  }

  private static void export(Hub hub, Outside outside) throws Exception {
    outside.exportFromSis();
    hub.source("sis").orElseThrow().ingest().poll();
  }

  private static List<String> accounts(Outside outside) {
    return outside.idp().accounts().stream()
        .map(account -> account.get("externalId") + " " + account.get("name"))
        .sorted()
        .toList();
  }

  private static long rows(Outside outside, String query) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + outside.warehouse() + "?busy_timeout=60000");
        ResultSet found = connection.createStatement().executeQuery(query)) {
      return found.getLong(1);
    }
  }

  private static void untilInStep(Hub hub, Outside outside) {
    int seats = outside.sis().rows(SEATS).size();
    int users = outside.sis().rows(USERS).size();
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(outside.lms().stats().enrollments()).isEqualTo(seats);
              assertThat(outside.lms().stats().users()).isEqualTo(users + 2L);
              assertThat(outside.idp().accounts()).hasSize(users);
              assertThat(rows(outside, "select count(*) from enrollments")).isEqualTo(seats);
              assertThat(hub.engines()).allMatch(engine -> engine.status().behind() == 0);
            });
  }

  @Test
  void shouldGoOnFromABackupAndRepeatNoCreate() throws Exception {
    Path roster = folder.resolve("district.zip");
    SampleDistrict.write(roster, 60, 7);
    Path backup = folder.resolve("backup.zip");
    Path restored = folder.resolve("restored");
    try (Outside outside = new Outside(folder.resolve("outside"), roster)) {
      outside.exportFromSis();
      String first = student(outside).get("sourcedId");
      Path lost = folder.resolve("lost");
      try (StartedHub running = start(lost, outside)) {
        await().atMost(PATIENCE).until(() -> outside.lms().stats().enrollments() > 20);
        run("backup", "--data", lost.toString(), "--to", backup.toString());
        untilInStep(running.hub(), outside);
        outside.sis().change(USERS, first, "familyName", "Afterwards");
        enrol(outside, "s-after-the-backup");
        export(running.hub(), outside);
        untilInStep(running.hub(), outside);
        await()
            .atMost(PATIENCE)
            .until(() -> accounts(outside).stream().anyMatch(it -> it.contains("Afterwards")));
      }
      assertThat(run("backup", "--verify", backup.toString())).contains("cedar-county as of ");
      List<String> accounts = accounts(outside);

      run("restore", backup.toString(), "--data", restored.toString());
      assertThat(restored.resolve("router")).doesNotExist();
      try (StartedHub running = start(restored, outside)) {
        Hub hub = running.hub();
        await().atMost(PATIENCE).until(() -> hub.router().running());
        await()
            .atMost(PATIENCE)
            .ignoreExceptions()
            .untilAsserted(
                () ->
                    assertThat(run("record", "student/s-after-the-backup", "--data", "" + restored))
                        .contains("idp"));
        untilInStep(hub, outside);
        assertThat(accounts(outside)).isEqualTo(accounts);

        // It works on as before.
        outside.sis().change(USERS, first, "familyName", "Later");
        enrol(outside, "s-later");
        export(hub, outside);
        untilInStep(hub, outside);
        await()
            .atMost(PATIENCE)
            .until(() -> accounts(outside).stream().anyMatch(it -> it.contains("Later")));

        assertThat(outside.lms().duplicates()).isZero();
        assertThat(outside.idp().stats().duplicates()).isZero();
        assertThat(rows(outside, "select count(distinct sourced_id) from enrollments"))
            .isEqualTo(rows(outside, "select count(*) from enrollments"));
        assertThat(run("status", "--data", restored.toString()))
            .doesNotContain("QUERY_STORE_AHEAD", "DELIVERY_LOG_CUT");
      }
    }
  }
}
