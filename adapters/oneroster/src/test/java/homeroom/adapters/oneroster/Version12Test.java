package homeroom.adapters.oneroster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homeroom.adapters.oneroster.Manifest.Mode;
import homeroom.adapters.oneroster.Notes.Note;
import homeroom.api.AdapterFailure;
import homeroom.api.Batch.Coverage;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.api.Operation;
import homeroom.api.Settings;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.testkit.files.ZipFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OneRoster 1.2 has and 1.1 has not. */
final class Version12Test {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"bulk,BULK", "delta,DELTA"})
  void shouldReadEveryFileParentsFirst(String written, Mode mode) throws Exception {
    Reading reading = read(Samples12.of(written));
    assertThat(reading.rows())
        .extracting(SourceItem::collection)
        .containsExactlyElementsOf(Version.files())
        .hasSize(21);
    assertThat(reading.sheets()).extracting(Sheet::mode).containsOnly(mode);
    assertThat(reading.rejected()).isEmpty();
    assertThat(reading.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2", "1.2.0", "1.2.1"})
  void shouldReadWhatCallsItself(String version) throws Exception {
    Map<String, String> files =
        with("manifest.csv", "oneroster.version,1.2", "oneroster.version," + version);
    assertThat(read(files).rows()).hasSize(21);
  }

  @Test
  void shouldNeverReadAPassword() throws Exception {
    Map<String, String> files = Samples12.sound();
    files.computeIfPresent(
        "userProfiles.csv", (_, text) -> text.replaceFirst("password", "PassWord"));
    files.put(
        "orgs.csv",
        "ext_Password,sourcedId,name,type,password\nSECRETWORD,o1,O,school,SECRETWORD\n");
    List<SourceItem.Row> rows = read(files).rows();
    assertThat(rows).hasSize(21);
    assertThat(rows.toString())
        .doesNotContain(Samples12.SECRET)
        .doesNotContainIgnoringCase("passw");
  }

  @ParameterizedTest
  @CsvSource({
    "orgs.csv,             type,       department,    college",
    "enrollments.csv,      role,       administrator, aide",
    "enrollments.csv,      role,       administrator, ext:demonstrator",
    "roles.csv,            role,       aide,          ext:coach",
    "classes.csv,          classType,  homeroom,      ext:special",
    "academicSessions.csv, type,       gradingPeriod, quarter",
    "demographics.csv,     sex,        male,          ext:unknown",
    "results.csv,          scoreStatus, exempt,       late"
  })
  void shouldNoteAndPassOnAWordOfAnOpenVocabulary(
      String file, String column, String known, String own) throws Exception {
    Reading reading = read(with(file, "," + known, "," + own));
    assertThat(row(file, reading).columns()).containsEntry(column, Value.text(own));
    assertThat(reading.notes()).isEqualTo(Map.of(Note.OWN_WORD, 1L));
  }

  @ParameterizedTest
  @CsvSource({
    "roles.csv,        primary,     tertiary, roleType, ONEROSTER_UNKNOWN_VALUE",
    "users.csv,        true,        yes,      enabledUser, ONEROSTER_UNKNOWN_VALUE",
    "results.csv,      true,        maybe,    inProgress, ONEROSTER_UNKNOWN_VALUE",
    "roles.csv,        2026-08-15,  1/05/2023, beginDate, ONEROSTER_BAD_DATE",
    "lineItems.csv,    2026-08-15,  15/06/2023, assignDate, ONEROSTER_BAD_DATE",
    "userProfiles.csv, some,        '',       sourcedId, ONEROSTER_MISSING_VALUE"
  })
  void shouldRejectTheRow(String file, String good, String bad, String column, String code)
      throws Exception {
    Map<String, String> files = Samples12.sound();
    files.computeIfPresent(file, (_, text) -> text.replaceFirst("(?s)(\n.*?)" + good, "$1" + bad));
    Reading reading = read(files);
    assertThat(reading.rows()).hasSize(20);
    assertThat(reading.rejected())
        .singleElement()
        .returns(file + ":2", SourceItem.Rejected::place)
        .returns(column, SourceItem.Rejected::column)
        .returns(code, row -> row.failure().code());
  }

  @ParameterizedTest
  @CsvSource({
    "other, other, 0",
    "Unspecified, unspecified, 1",
    "MALE, male, 1",
  })
  void shouldWriteWordsOfTheNewVersionAsItDoes(String written, String read, int notes)
      throws Exception {
    Reading reading = read(with("demographics.csv", ",male", "," + written));
    assertThat(row("demographics.csv", reading).columns()).containsEntry("sex", Value.text(read));
    assertThat(reading.notes().getOrDefault(Note.OTHER_CASE, 0L)).isEqualTo(notes);
  }

  @ParameterizedTest
  @CsvSource({
    "users.csv,        resourceSourcedIds,       true",
    "users.csv,        pronouns,                 true",
    "roles.csv,        userProfileSourcedId,     true",
    "categories.csv,   weight,                   true",
    "users.csv,        username,                 false",
    "roles.csv,        orgSourcedId,             false",
    "userProfiles.csv, credentialType,           false",
    "lineItems.csv,    academicSessionSourcedId, false"
  })
  void shouldDoWithoutAnOptionalColumnOnly(String file, String column, boolean optional)
      throws Exception {
    Map<String, String> files = Samples12.sound();
    Table table =
        Version.V1_2.readable().stream()
            .filter(t -> t.file().equals(file))
            .findFirst()
            .orElseThrow();
    files.put(
        file,
        Samples12.text(
            new Table(
                file, table.columns().stream().filter(c -> !c.name().equals(column)).toList()),
            ""));
    if (optional) {
      assertThat(row(file, read(files)).columns()).doesNotContainKey(column);
    } else {
      Failure failure = failure(files);
      assertThat(failure.code()).isEqualTo("ONEROSTER_MISSING_COLUMN");
      assertThat(failure.message()).contains(file, column);
    }
  }

  @Test
  void shouldMixModesFileByFile() throws Exception {
    Map<String, String> files = Samples12.sound();
    files.put("roles.csv", Samples12.of("delta").get("roles.csv").replace("active", "tobedeleted"));
    files.remove("userProfiles.csv");
    files.computeIfPresent(
        "manifest.csv",
        (_, text) ->
            text.replace("file.roles,bulk", "file.roles,delta")
                .replace("file.userProfiles,bulk", "file.userProfiles,absent"));
    Path zip = ZipFiles.write(folder.resolve("p.zip"), files);
    assertThat(
            Samples.source(zip, folder.resolve("raw"), Samples12.ALL, "1.2")
                .poll(Cursor.START)
                .coverage())
        .hasSize(20)
        .doesNotContainKey("userProfiles.csv")
        .containsEntry("users.csv", Coverage.COMPLETE)
        .containsEntry("roles.csv", Coverage.PARTIAL);
    assertThat(row("roles.csv", read(files)).operation()).isEqualTo(Operation.DELETE);
  }

  @Test
  void shouldMissAFileOfTheVersion() throws Exception {
    Map<String, String> files = with("manifest.csv", "file.roles,bulk\n", "");
    files.remove("roles.csv");
    Failure failure = failure(files);
    assertThat(failure.code()).isEqualTo("ONEROSTER_MISSING_FILE");
    assertThat(failure.message()).contains("roles.csv");
  }

  @Test
  void shouldNotMissAFileThatTheVersionDoesNotHave() throws Exception {
    Path zip = ZipFiles.write(folder.resolve("p.zip"), Samples.sound());
    Reading reading = Reading.of(zip, Version.V1_1, Set.of("users.csv", "roles.csv"));
    assertThat(reading.sheets())
        .extracting(sheet -> sheet.table().file())
        .containsOnly("users.csv");
  }

  @Test
  void shouldReadAFileOfTheOtherVersionThatIsDeclared() throws Exception {
    Map<String, String> files = Samples.sound();
    files.put("roles.csv", Samples12.sound().get("roles.csv"));
    files.computeIfPresent("manifest.csv", (_, text) -> text + "file.roles,bulk\n");
    Path zip = ZipFiles.write(folder.resolve("p.zip"), files);
    Reading reading = Reading.of(zip, Version.V1_1, Set.of("users.csv", "roles.csv"));
    assertThat(reading.rows()).hasSize(3);
    assertThat(reading.notes()).containsEntry(Note.OTHER_VERSIONS_FILE, 1L);
  }

  @Test
  void shouldNameTheColumnsOfBothVersions() {
    OneRosterFactory factory = new OneRosterFactory();
    assertThat(factory.sourceColumns("users.csv").orElseThrow())
        .contains("role", "orgSourcedIds", "primaryOrgSourcedId", "pronouns", "ext_*", "metadata.*")
        .doesNotContain("password")
        .doesNotHaveDuplicates();
    assertThat(factory.sourceColumns("lineItems.csv").orElseThrow())
        .contains("gradingPeriodSourcedId", "academicSessionSourcedId");
    assertThat(factory.sourceColumns("userProfiles.csv").orElseThrow())
        .contains("username")
        .doesNotContain("password");
    assertThat(factory.consumerFields("users.csv").orElseThrow())
        .contains("role", "pronouns")
        .doesNotContain("ext_*")
        .doesNotHaveDuplicates();
    assertThat(factory.consumerTargets().orElseThrow())
        .hasSize(21)
        .contains("roles.csv")
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldNameTheColumnsOfTheVersionThatIsRead() {
    assertThat(columns("users.csv", "1.1")).contains("role").doesNotContain("pronouns");
    assertThat(columns("users.csv", "1.2")).contains("pronouns").doesNotContain("role");
    assertThat(columns("roles.csv", "1.1")).isEqualTo(columns("roles.csv", "1.2")).contains("role");
    assertThat(columns("students.csv", "1.2")).isEmpty();
  }

  private static List<String> columns(String file, String version) {
    Settings settings = new Settings(Map.of("from.version", version));
    return new OneRosterFactory().sourceColumns(file, settings).orElseThrow();
  }

  private Reading read(Map<String, String> files) throws Exception {
    return Reading.of(ZipFiles.write(folder.resolve("p.zip"), files), Version.V1_2, Samples12.ALL);
  }

  private Failure failure(Map<String, String> files) {
    return catchThrowableOfType(AdapterFailure.class, () -> read(files)).failure();
  }

  private static SourceItem.Row row(String file, Reading reading) {
    return reading.rows().stream()
        .filter(r -> r.collection().equals(file))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> with(String file, String text, String other) {
    Map<String, String> files = Samples12.sound();
    files.computeIfPresent(file, (_, old) -> old.replaceFirst(text, other));
    return files;
  }
}
