package homeroom.simulators.sis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.api.Delivery;
import homeroom.api.Operation;
import homeroom.api.RecordKey;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.simulators.sample.SampleDistrict;
import homeroom.testkit.files.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SisSimulatorTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-09-01T06:30:00Z"));
  private static final String USER = "stu-100001";
  private static final String MODIFIED = "2026-09-01T06:30:00.000Z";

  @TempDir Path folder;
  private SisSimulator sis;
  private Hub hub;

  @BeforeEach
  void load() throws IOException {
    SampleDistrict.write(folder.resolve("district.zip"), 60, 1);
    sis = SisSimulator.load(folder.resolve("district.zip"), CLOCK);
    hub = new Hub(folder, CLOCK);
  }

  @Test
  void shouldExportWhatItWasLoadedWith() throws Exception {
    Path zip = folder.resolve("out/OneRoster.zip");
    sis.export(zip);
    assertThat(zip).hasSameBinaryContentAs(folder.resolve("district.zip"));
    assertThat(hub.read(zip)).allMatch(SourceItem.Row.class::isInstance);
  }

  @Test
  void shouldExportTheVeryArchiveUntilSomethingChanges() throws Exception {
    Path archive = folder.resolve("dirty.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      entry(
          zip,
          "manifest.csv",
          "propertyName,value\noneroster.version,1.2\nfile.userProfiles,delta\n");
      entry(zip, "userprofiles.csv", "\"sourcedId\",status,note,\nu1,active\nu2,active,a,b,c\n");
    }
    Path out = folder.resolve("out/OneRoster.zip");
    SisSimulator dirty = SisSimulator.load(archive, CLOCK);

    dirty.export(out);
    assertThat(out).hasSameBinaryContentAs(archive);
    assertThat(dirty.version()).isEqualTo("1.2");
    assertThat(dirty.holdsAny("userprofiles.csv")).isTrue();
    assertThat(dirty.holdsAny("users.csv")).isFalse();

    dirty.change("userprofiles.csv", "u1", "note", "new");
    dirty.export(out);
    assertThat(RosterPackage.read(out).files().get("userprofiles.csv"))
        .contains(List.of("u1", "active", "new", ""));
    assertThat(RosterPackage.read(out).files().get("manifest.csv"))
        .contains(List.of("file.userProfiles", "bulk"))
        .doesNotContain(List.of("file.userprofiles", "bulk"));
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  @Test
  void shouldNameTheFormerIdOfAPersonAndOfEachSeat() throws Exception {
    int seats = seatsOf(USER).size();
    sis.renumber(USER, "stu-new");
    sis.export(folder.resolve("out.zip"));

    assertThat(sis.get("users.csv", USER)).isEmpty();
    assertThat(sis.get("users.csv", "stu-new").orElseThrow())
        .containsEntry("metadata.formerSourcedId", USER);
    assertThat(seatsOf(USER)).isEmpty();
    assertThat(seatsOf("stu-new"))
        .hasSize(seats)
        .allSatisfy(seat -> assertThat(seat).containsEntry("metadata.formerUserSourcedId", USER));
    assertThat(hub.read(folder.resolve("out.zip"))).allMatch(SourceItem.Row.class::isInstance);
    assertThatThrownBy(() -> sis.renumber(USER, "stu-newer"))
        .isInstanceOf(NoSuchElementException.class);
  }

  private List<Map<String, String>> seatsOf(String user) {
    return sis.rows("enrollments.csv").stream()
        .filter(seat -> seat.get("userSourcedId").equals(user))
        .toList();
  }

  @Test
  void shouldKeepTheDialectOfAnotherVendor() throws Exception {
    Path large = SharedData.require("oneroster/district-small-1.1.zip");
    SisSimulator other = SisSimulator.load(large, CLOCK);
    String id = other.rows("users.csv").getFirst().get("sourcedId");
    other.change("users.csv", id, "givenName", "Zoë");
    other.export(folder.resolve("out.zip"));
    RosterPackage before = RosterPackage.read(large);
    RosterPackage after = RosterPackage.read(folder.resolve("out.zip"));
    assertThat(after.files().get("orgs.csv")).isEqualTo(before.files().get("orgs.csv"));
    assertThat(after.files().get("academicSessions.csv").getLast()).contains("2026-2027");
    assertThat(after.files().get("users.csv").get(1))
        .startsWith(id, "active", MODIFIED)
        .contains("Zoë");
    assertThat(after.files().get("users.csv").get(2))
        .isEqualTo(before.files().get("users.csv").get(2));
  }

  @Test
  void shouldChangeAddAndRemove() throws Exception {
    sis.change("users.csv", USER, "givenName", "Zoë");
    sis.add("users.csv", Map.of("sourcedId", "stu-1", "givenName", "New"));
    sis.remove("users.csv", "stu-100002");
    assertThat(sis.get("users.csv", USER).orElseThrow()).containsEntry("givenName", "Zoë");
    assertThat(sis.get("users.csv", "stu-1")).isPresent();
    assertThat(sis.get("users.csv", "stu-100002")).isEmpty();
    assertThat(sis.rows("users.csv").getLast()).containsEntry("sourcedId", "stu-1");
  }

  @Test
  void shouldRefuseToEditWhatIsNotThere() {
    assertThatThrownBy(() -> sis.change("users.csv", "nobody", "givenName", "X"))
        .isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> sis.change("users.csv", USER, "surname", "X"))
        .isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> sis.remove("users.csv", "nobody"))
        .isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> sis.add("users.csv", Map.of("sourcedId", USER)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldImportWhatTheAdapterWrote() throws Exception {
    Path drop = folder.resolve("import");
    Map<String, Value> changed = payload(sis.get("users.csv", USER).orElseThrow());
    changed.put("email", Value.text("new@cedar.example"));
    Map<String, Value> seat = payload(sis.rows("enrollments.csv").getLast());
    hub.consumer(drop)
        .deliver(
            List.of(
                delivery("d1", "users.csv", Operation.UPSERT, changed),
                delivery("d2", "enrollments.csv", Operation.DELETE, seat)));
    assertThat(sis.importPackages(drop)).isEqualTo(1);
    assertThat(sis.get("users.csv", USER).orElseThrow())
        .containsEntry("email", "new@cedar.example");
    assertThat(sis.get("enrollments.csv", seat.get("sourcedId").toString())).isEmpty();
    assertThat(sis.stats())
        .returns(1L, Stats::requests)
        .returns(2L, Stats::applied)
        .returns(0L, Stats::refused)
        .satisfies(stats -> assertThat(stats.bytes()).isPositive());
  }

  @Test
  void shouldMovePackagesAwayAndCountARepeatAsNothing() throws Exception {
    Path drop = folder.resolve("import");
    Delivery delivery =
        delivery(
            "d1", "users.csv", Operation.UPSERT, payload(sis.get("users.csv", USER).orElseThrow()));
    hub.consumer(drop).deliver(List.of(delivery));
    sis.importPackages(drop);
    assertThat(sis.importPackages(drop)).isZero();
    assertThat(sis.stats()).returns(1L, Stats::unchanged).returns(0L, Stats::applied);
    assertThat(Files.list(drop.resolve("processed"))).hasSize(1);
    hub.consumer(drop).deliver(List.of(delivery));
    assertThat(sis.importPackages(drop)).isZero();
  }

  @Test
  void shouldCountASecondEnrollmentForTheSameSeat() throws Exception {
    Map<String, String> seat = new LinkedHashMap<>(sis.rows("enrollments.csv").getLast());
    seat.put("sourcedId", "enr-other");
    importRows("enrollments.csv", List.of(active(seat)));
    assertThat(sis.duplicates()).isOne();
    assertThat(sis.get("enrollments.csv", "enr-other")).isPresent();
  }

  @Test
  void shouldNotCountASeatThatWasGivenUpFirst() throws Exception {
    Map<String, String> seat = new LinkedHashMap<>(sis.rows("enrollments.csv").getLast());
    Map<String, String> gone = new LinkedHashMap<>(active(seat));
    gone.put("status", "tobedeleted");
    Map<String, String> other = new LinkedHashMap<>(active(seat));
    other.put("sourcedId", "enr-other");
    importRows("enrollments.csv", List.of(gone, other));
    assertThat(sis.stats()).returns(2L, Stats::applied).returns(0L, Stats::duplicates);
  }

  @ParameterizedTest
  @CsvSource({
    "role, lecturer, unknown value in role",
    "givenName, '', blank givenName",
    "orgSourcedIds, 'org-e01,org-nowhere', unknown record in orgSourcedIds",
    "status, inactive, status is neither",
    "dateLastModified, 2026-09-01, dateLastModified is no time",
    "sourcedId, '', blank sourcedId"
  })
  void shouldRefuseOneRowAndTakeTheOthers(String column, String value, String problem)
      throws Exception {
    Map<String, String> bad = active(sis.get("users.csv", "stu-100002").orElseThrow());
    bad.put(column, value);
    Map<String, String> good = active(sis.get("users.csv", USER).orElseThrow());
    good.put("givenName", "Good");
    importRows("users.csv", List.of(bad, good));
    assertThat(sis.stats()).returns(1L, Stats::applied).returns(1L, Stats::refused);
    assertThat(sis.stats().problems().getFirst())
        .contains("users.csv, line 2", problem)
        .doesNotContain("stu-100002");
  }

  @Test
  void shouldRefuseAPackageWithOtherColumns() throws Exception {
    Map<String, String> row = active(sis.get("users.csv", USER).orElseThrow());
    row.remove("phone");
    importRows("users.csv", List.of(row));
    assertThat(sis.stats()).returns(1L, Stats::refused).returns(0L, Stats::unchanged);
    assertThat(Files.list(folder.resolve("import/rejected"))).hasSize(1);
  }

  @Test
  void shouldRefuseAPackageThatIsNoZip() throws Exception {
    Path drop = Files.createDirectory(folder.resolve("import"));
    Files.writeString(drop.resolve("x.zip"), "no zip");
    sis.importPackages(drop);
    assertThat(sis.stats().problems()).singleElement().asString().contains("x.zip");
  }

  @Test
  void shouldFindNothingInAFolderThatIsNotThere() throws Exception {
    assertThat(sis.importPackages(folder.resolve("nowhere"))).isZero();
  }

  private void importRows(String file, List<Map<String, String>> rows) throws IOException {
    List<List<String>> table = new ArrayList<>();
    table.add(List.copyOf(rows.getFirst().keySet()));
    rows.forEach(row -> table.add(List.copyOf(row.values())));
    Map<String, List<List<String>>> files = new LinkedHashMap<>();
    files.put(
        "manifest.csv",
        List.of(
            List.of("propertyName", "value"),
            List.of("oneroster.version", "1.1"),
            List.of("file." + file.replace(".csv", ""), "delta")));
    files.put(file, table);
    new RosterPackage(files).write(folder.resolve("import/a.zip"));
    sis.importPackages(folder.resolve("import"));
  }

  private static Map<String, String> active(Map<String, String> row) {
    Map<String, String> active = new LinkedHashMap<>(row);
    active.put("status", "active");
    active.put("dateLastModified", MODIFIED);
    return active;
  }

  private static Map<String, Value> payload(Map<String, String> row) {
    Map<String, Value> payload = new LinkedHashMap<>();
    row.forEach((name, cell) -> payload.put(name, Value.text(cell)));
    List.of("status", "dateLastModified", "password").forEach(payload::remove);
    return payload;
  }

  private static Delivery delivery(
      String id, String target, Operation operation, Map<String, Value> payload) {
    return new Delivery(
        id,
        new RecordKey("thing", id),
        target,
        operation,
        payload,
        payload.keySet(),
        false,
        Optional.empty(),
        1);
  }
}
