package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.app.demo.Outside;
import homeroom.simulators.lms.Down;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command of the runbooks, typed at a hub in the state that the runbook is for. One hub goes
 * through all of them; each leaves it well. The last ones lose its machine.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunbooksTest {

  private static final Path RUNBOOKS = CedarCounty.folder().resolveSibling("runbooks");
  private static final List<String> PARTS =
      List.of("How it shows", "What to type", "What to expect", "How to know it is over");
  private static final String USERS = "users.csv";
  private static final String SEATS = "enrollments.csv";

  /** Whoever administers the LMS is called so there. */
  private static final String TAKEN = "homeroom";

  private RunbookHub hub;
  private Outside outside;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    hub = new RunbookHub(folder, 20);
    outside = hub.outside();
    hub.until(it -> !it.look("record", "enrollment/" + seat(rows(SEATS).getLast())).isEmpty());
    hub.untilAllIsWell("lms", "idp", "warehouse");
  }

  @AfterAll
  void stop() throws Exception {
    hub.close();
  }

  static Stream<Path> runbooks() throws IOException {
    try (Stream<Path> pages = Files.list(RUNBOOKS)) {
      return pages.filter(page -> !page.endsWith("README.md")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void shouldHaveTheSameFourPartsAndALineInTheList(Path runbook) {
    assertThat(RunbookPage.of(DocumentedPage.read(runbook)).headings()).isEqualTo(PARTS);
    assertThat(DocumentedPage.read(RUNBOOKS.resolve("README.md")).linked()).contains(runbook);
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void shouldNameInASentenceOnlyWhatItTypes(Path runbook) {
    DocumentedPage page = DocumentedPage.read(runbook);
    List<String> typed = typed(page).toList();
    assertThat(page.commandsInSentences())
        .allSatisfy(it -> assertThat(typed).anyMatch(line -> isOrBegins(it, line)));
  }

  @Test
  void shouldNameInTheListOnlyWhatIsTypedSomewhere() throws IOException {
    List<String> typed = runbooks().flatMap(it -> typed(DocumentedPage.read(it))).toList();
    assertThat(DocumentedPage.read(RUNBOOKS.resolve("README.md")).commandsInSentences())
        .allSatisfy(it -> assertThat(typed).anyMatch(line -> isOrBegins(it, line)));
  }

  private static Stream<String> typed(DocumentedPage page) {
    return RunbookPage.of(page).steps().stream()
        .flatMap(it -> it instanceof RunbookPage.Commands block ? block.typed().stream() : null);
  }

  private static boolean isOrBegins(String command, String line) {
    return (line + " ").startsWith("homeroom " + command + " ");
  }

  @Test
  @Order(1)
  void shouldCatchUpAfterAConsumerWasDown() throws Exception {
    Instant since = Instant.now();
    String username = students().getFirst().get("username");
    outside.lms().down(Down.REFUSING);
    rename("Away", 0, 3);

    runbook("consumer-was-down.md")
        .with("2026-09-01T08:00", since::toString)
        .when("the-lms-is-back", () -> outside.lms().up())
        .when("the-lms-refused-some", () -> username(TAKEN))
        .when("the-cause-is-mended", () -> username(username))
        .run();

    hub.untilAllIsWell("lms", "idp", "warehouse");
  }

  @Test
  @Order(2)
  void shouldTakeNothingAwayForAWrongFile() throws Exception {
    List<Map<String, String>> seats = rows(SEATS);
    List<Map<String, String>> gone = seats.subList(0, seats.size() / 4);
    gone.forEach(row -> outside.sis().remove(SEATS, row.get("sourcedId")));
    hub.export();

    runbook("source-sent-a-wrong-file.md")
        .when(
            "a-damaged-file-comes", () -> Files.writeString(hub.sisExport(), "this is no package"))
        .when(
            "the-right-file-is-there",
            () -> {
              gone.forEach(row -> outside.sis().add(SEATS, row));
              rename("Right", 1, 1);
            })
        .with("KEY", () -> students().get(1).get("sourcedId"))
        .run();

    assertThat(outside.lms().stats().enrollments()).isEqualTo(seats.size());
    hub.untilAllIsWell("lms", "idp", "warehouse");
  }

  @Test
  @Order(3)
  void shouldDecideConflictsThatPileUp() throws Exception {
    List<Map<String, String>> seats =
        rows(SEATS).stream().filter(row -> row.get("role").equals("student")).limit(3).toList();
    for (Map<String, String> row : seats) {
      outside
          .teacher()
          .beginSeat(
              row.get("classSourcedId"), row.get("userSourcedId"), LocalDate.of(2026, 9, 14));
      hub.until(it -> it.look("record", "enrollment/" + seat(row)).contains("2026-09-14"));
    }
    for (Map<String, String> row : seats) {
      outside.sis().change(SEATS, row.get("sourcedId"), "beginDate", "2026-09-21");
    }
    hub.export();

    runbook("conflicts-pile-up.md").with("ID", this::waitingConflict).run();

    outside.sis().importPackages(outside.importFolder());
    hub.untilAllIsWell("lms", "idp", "warehouse");
  }

  @Test
  @Order(4)
  void shouldGoOnByItselfWithANewCredential() throws Exception {
    Path secret = hub.secrets().resolve("idp-token");
    Path renewed = Files.copy(secret, hub.folder().resolve("new-token"));
    Files.writeString(secret, "expired");
    rename("Paused", 2, 2);

    runbook("credential-expired.md")
        .when(
            "the-secret-is-gone",
            () -> {
              Files.delete(secret);
              // What was read of it counts for a second.
              hub.until(it -> Typed.run(it.data(), "poll", "idp").err().contains("SECRET_MISSING"));
            })
        .with("NEW-TOKEN", renewed::toString)
        .run();

    hub.untilAllIsWell("lms", "idp", "warehouse");
  }

  @Test
  @Order(5)
  void shouldTakeInAgainWhenTheDiskHasRoom() throws Exception {
    String student = students().get(3).get("sourcedId");
    hub.disk(new DiskSpace(1L << 30, 100L << 30));

    runbook("disk-is-full.md")
        .when(
            "the-room-is-nearly-gone",
            () -> {
              hub.disk(new DiskSpace(100L << 20, 100L << 30));
              rename("Room", 3, 1);
            })
        .when("no-room-is-left", hub::stop)
        .when("there-is-room-again", hub::ampleDisk)
        .run();

    hub.until(it -> inWarehouse(student).equals("Room"));

    hub.untilAllIsWell("lms", "idp", "warehouse");
    assertThat(hub.look("status")).doesNotContain("DISK_");
  }

  @Test
  @Order(6)
  void shouldTakeAStudentAwayFromEverySystem() throws Exception {
    String student = students().getLast().get("sourcedId");

    runbook("student-must-be-forgotten.md")
        .with("KEY", () -> student)
        .when(
            "the-sis-deletes-the-student",
            () -> {
              rows(SEATS).stream()
                  .filter(row -> row.get("userSourcedId").equals(student))
                  .forEach(row -> outside.sis().remove(SEATS, row.get("sourcedId")));
              outside.sis().remove(USERS, student);
              hub.export();
            })
        .run();

    hub.untilAllIsWell("lms", "idp", "warehouse");
  }

  @Test
  @Order(7)
  void shouldReadWhatAVendorWritesOtherwise() throws Exception {
    String student = students().getFirst().get("sourcedId");
    Path file = hub.assessments().resolve("results.csv");
    Files.writeString(
        file,
        "Student ID,Assessment,Subject,Completion Date,Scaled Score,Percentile,Placement\n"
            + student
            + ",MAP,Math,2026-09-14,210,50,on level\n");

    runbook("vendor-changed-a-format.md")
        .with("FILE", file::toString)
        .with("CAUSE", () -> cause("assessment:in:"))
        .run();

    hub.untilAllIsWell("lms", "idp", "warehouse");
  }

  @Test
  @Order(8)
  void shouldLetATermRollOver() throws Exception {
    List<Map<String, String>> seats = rows(SEATS);
    seats
        .subList(0, seats.size() / 3)
        .forEach(row -> outside.sis().remove(SEATS, row.get("sourcedId")));
    hub.export();

    runbook("term-rolls-over.md").with("HELD", this::held).run();

    rename("Next", 0, 1);
    hub.untilAllIsWell("lms", "idp", "warehouse");
    // The last deletions may not have been indexed when nothing was said to be missing.
    int left = rows(SEATS).size();
    hub.until(it -> outside.lms().stats().enrollments() == left);
  }

  @Test
  @Order(9)
  void shouldGoOnAtAnotherMachine() throws Exception {
    Path backup = backup("last-night");
    rename("Afterwards", 4, 1);
    enrol("s-after-last-night");
    hub.untilAllIsWell("lms", "idp", "warehouse");
    Path secrets = loseTheMachine();

    runbook("machine-is-lost.md")
        .with("BACKUP", () -> backup.getFileName().toString())
        .with("SECRETS", secrets::toString)
        .when("there-is-no-backup", () -> putBack(loseTheMachine()))
        .run();

    hub.untilAllIsWell("lms", "idp", "warehouse");
    assertNothingWasMadeTwice();
  }

  @Test
  @Order(10)
  void shouldTellWhatARestoredSystemForgotAndWhatARestoredHubMissed() throws Exception {
    String time = Instant.now().toString();
    Path backup = backup("before");
    String student = students().get(5).get("sourcedId");
    rename("Told", 5, 1);
    enrol("s-after-the-backup");
    hub.until(it -> inWarehouse(student).equals("Told"));
    hub.untilAllIsWell("lms", "idp", "warehouse");
    restoreInWarehouse(student, "Forgotten");
    Path damaged = hub.assessments().resolve("damaged.csv");

    runbook("backup-is-restored.md")
        .with("2026-09-01T02:00", () -> time)
        .with("KEY", () -> student)
        .when(
            "the-hub-is-restored",
            () -> {
              assertThat(inWarehouse(student)).isEqualTo("Told");
              Path secrets = loseTheMachine();
              Typed.run(hub.data(), "restore", backup.toString()).well();
              putBack(secrets);
              Files.writeString(damaged, "this is no list of results\n");
              hub.up();
            })
        .run();
    Files.writeString(
        damaged,
        "Student ID,Assessment,Subject,Completion Date,Scaled Score,Percentile,Placement\n"
            + student
            + ",MAP,Math,2026-09-21,215,55,on level\n");

    // What the source says that was left out follows.
    hub.until(
        it -> it.look("batches", "--system", "assessment", "--limit", "1").contains("ACCEPTED"));
    hub.untilAllIsWell("lms", "idp", "warehouse");
    assertThat(inWarehouse(student)).isEqualTo("Told");
    assertThat(inWarehouse("s-after-the-backup")).isNotEmpty();
    assertNothingWasMadeTwice();
  }

  private Path backup(String name) {
    Path backup = hub.folder().resolve("backups/" + name + ".zip");
    Typed.run(hub.data(), "backup", "--to", backup.toString()).well();
    return backup;
  }

  /** The hub is gone and all that it had; answers where the secrets are that somebody kept. */
  private Path loseTheMachine() throws Exception {
    hub.stop();
    Path lost = Files.createTempDirectory(hub.folder(), "lost");
    Path secrets = lost.resolve("kept-secrets");
    Files.move(hub.secrets(), secrets);
    Files.move(hub.data(), lost.resolve("data"));
    return secrets;
  }

  private void putBack(Path secrets) throws IOException {
    Files.createDirectories(hub.data());
    Files.move(secrets, hub.secrets());
  }

  /** Each has counted what was made although it was there. */
  private void assertNothingWasMadeTwice() {
    assertThat(outside.lms().duplicates()).isZero();
    assertThat(outside.idp().stats().duplicates()).isZero();
    assertThat(outside.lms().stats().enrollments()).isEqualTo(rows(SEATS).size());
    assertThat(outside.idp().accounts())
        .extracting(it -> it.get("externalId"))
        .doesNotHaveDuplicates();
  }

  private RunbookRun runbook(String name) {
    return new RunbookRun(hub, name);
  }

  private List<Map<String, String>> rows(String file) {
    return outside.sis().rows(file);
  }

  private List<Map<String, String>> students() {
    return rows(USERS).stream().filter(row -> row.get("role").equals("student")).toList();
  }

  /** The SIS gives some students another name, and exports. */
  private void rename(String name, int from, int count) throws IOException {
    students().stream()
        .skip(from)
        .limit(count)
        .forEach(row -> outside.sis().change(USERS, row.get("sourcedId"), "familyName", name));
    hub.export();
  }

  /** A student comes to the district, takes a seat, and is in the next export. */
  private void enrol(String id) throws IOException {
    Map<String, String> seat = new HashMap<>(rows(SEATS).getLast());
    Map<String, String> user = new HashMap<>(students().getFirst());
    user.putAll(
        Map.of("sourcedId", id, "username", id, "email", id + "@cedar.example", "identifier", id));
    seat.putAll(Map.of("sourcedId", "seat-" + id, "userSourcedId", id, "role", "student"));
    outside.sis().add(USERS, user);
    outside.sis().add(SEATS, seat);
    hub.export();
    hub.until(it -> it.look("record", "enrollment/" + seat(seat)).contains("lms"));
  }

  private void username(String name) throws IOException {
    outside.sis().change(USERS, students().getFirst().get("sourcedId"), "username", name);
    hub.export();
  }

  /** A student's name there. */
  private String inWarehouse(String student) {
    try (Connection connection = warehouse();
        PreparedStatement query =
            connection.prepareStatement("select family_name from students where sourced_id = ?")) {
      query.setString(1, student);
      try (ResultSet found = query.executeQuery()) {
        return found.next() ? found.getString(1) : "";
      }
    } catch (SQLException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /** The warehouse holds what it held before. */
  private void restoreInWarehouse(String student, String name) throws SQLException {
    try (Connection connection = warehouse();
        PreparedStatement update =
            connection.prepareStatement(
                "update students set family_name = ? where sourced_id = ?")) {
      update.setString(1, name);
      update.setString(2, student);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  private Connection warehouse() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:sqlite:" + outside.warehouse() + "?busy_timeout=60000");
  }

  private static String seat(Map<String, String> row) {
    return row.get("classSourcedId") + ":" + row.get("userSourcedId") + ":" + row.get("role");
  }

  private String waitingConflict() {
    return found("conflicts", "(\\S+)$", "--waiting");
  }

  private String cause(String begin) {
    return found("quarantine", "(" + begin + ".*?)  ");
  }

  private String held() {
    Matcher name =
        Pattern.compile("homeroom batches approve ([0-9a-z]+)")
            .matcher(hub.look("batches", "--system", "sis", "--limit", "1"));
    assertThat(name.find()).isTrue();
    return name.group(1);
  }

  /** In the last line of a list. */
  private String found(String command, String pattern, String... options) {
    String list =
        hub.look(Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new));
    Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(list);
    String last = "";
    while (matcher.find()) {
      last = matcher.group(1);
    }
    assertThat(last).as(list).isNotEmpty();
    return last;
  }
}
