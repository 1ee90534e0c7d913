package homeroom.adapters.oneroster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homeroom.api.AdapterContext;
import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.api.Operation;
import homeroom.api.RawStore;
import homeroom.api.SourceAdapter;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.api.WrittenPath;
import homeroom.testkit.files.FolderRawStore;
import homeroom.testkit.files.ZipFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OneRosterSourceTest {

  @TempDir Path folder;

  @Test
  void shouldReadParentsFirstWithTheirPlaces() throws Exception {
    assertThat(Samples.read(folder, Samples.sound()))
        .extracting(SourceItem::place)
        .containsExactly(
            "orgs.csv:2", "orgs.csv:3", "users.csv:2", "users.csv:3", "enrollments.csv:2");
  }

  @Test
  void shouldPassOnEveryColumnExceptThePassword() throws Exception {
    String users =
        Samples.USERS
            .replace("grades,password", "grades,password,metadata.locker")
            .replace(",pw", ",pw,17");
    assertThat(users(users).getFirst().columns())
        .containsEntry("givenName", Value.text("Ana"))
        .containsEntry("middleName", Value.text(""))
        .containsEntry("metadata.locker", Value.text("17"))
        .doesNotContainKey("password")
        .hasSize(18);
  }

  @Test
  void shouldCallBulkCompleteAndDeltaPartial() throws Exception {
    Map<String, String> files = Samples.with("users.csv", delta(Samples.USERS));
    files.put("manifest.csv", Samples.manifest("bulk").replace("users,bulk", "users,delta"));
    assertThat(poll(files).coverage())
        .isEqualTo(
            Map.of(
                "users.csv", Coverage.PARTIAL,
                "orgs.csv", Coverage.COMPLETE,
                "enrollments.csv", Coverage.COMPLETE));
  }

  @Test
  void shouldReadAPackageThatHoldsOnlyAManifest() throws Exception {
    Batch batch = poll(Map.of("manifest.csv", Samples.manifest("absent")));
    assertThat(batch.isEmpty()).isFalse();
    assertThat(batch.coverage()).isEmpty();
    assertThat(Samples.items(batch)).isEmpty();
  }

  @Test
  void shouldNotLookAtFilesThatNobodyUses() throws Exception {
    Map<String, String> files = Samples.with("classes.csv", "\0 not a table");
    assertThat(poll(files).coverage()).doesNotContainKey("classes.csv");
  }

  @ParameterizedTest
  @CsvSource({"active,UPSERT", "tobedeleted,DELETE", "inactive,DELETE", "ToBeDeleted,DELETE"})
  void shouldReadTheStatus(String status, Operation operation) throws Exception {
    String users = Samples.USERS.replace("u1,,,", "u1," + status + ",2026-08-30T10:15:30.250Z,");
    assertThat(users(users).getFirst().operation()).isEqualTo(operation);
    assertThat(users(users).getFirst().occurredAt())
        .contains(Instant.parse("2026-08-30T10:15:30.250Z"));
  }

  @Test
  void shouldNeedOnlyAnIdOfWhatIsGone() throws Exception {
    String gone = Samples.USERS + "u3,tobedeleted,2026-08-30T10:15:30.250Z" + ",".repeat(15) + "\n";
    assertThat(users(gone).getLast().operation()).isEqualTo(Operation.DELETE);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-08-30,2026-08-30T00:00:00Z",
    "2026-08-30 08:01:05,2026-08-30T08:01:05Z",
    "2026-08-30T08:01:05-04:00,2026-08-30T12:01:05Z",
    "1/05/2023,",
    "yesterday,"
  })
  void shouldReadTheTimeOfAChangeAsFarAsItHasOneMeaning(String written, Instant read)
      throws Exception {
    String users = Samples.USERS.replace("u1,,,", "u1,active," + written + ",");
    assertThat(users(users).getFirst().occurredAt().orElse(null)).isEqualTo(read);
  }

  @Test
  void shouldWriteWordsAndFlagsAsTheSpecificationDoes() throws Exception {
    String users = Samples.USERS.replace("true,o2,student", "TRUE,o2,Student");
    assertThat(users(users).getFirst().columns())
        .containsEntry("enabledUser", Value.text("true"))
        .containsEntry("role", Value.text("student"));
  }

  @Test
  void shouldForgiveAFolderAndMisspeltFilesAndColumns() throws Exception {
    Map<String, String> files = new LinkedHashMap<>();
    Samples.sound().forEach((name, text) -> files.put("Export/" + name.toUpperCase(), text));
    files.replaceAll((_, text) -> text.replace("dateLastModified", "dataLastModified"));
    files.replaceAll((_, text) -> text.replace("familyName", "FamilyName"));
    files.put("__MACOSX/Export/._users.csv", "\0");
    assertThat(Samples.rows(Samples.read(folder, files)))
        .hasSize(5)
        .allSatisfy(row -> assertThat(row.columns()).containsKey("dateLastModified"));
  }

  @Test
  void shouldReadAByteOrderMarkAndWindowsLineEnds() throws Exception {
    Map<String, String> files = new LinkedHashMap<>();
    Samples.sound()
        .forEach((name, text) -> files.put(name, "\uFEFF" + text.strip().replace("\n", "\r\n")));
    assertThat(Samples.rows(Samples.read(folder, files))).hasSize(5);
  }

  @Test
  void shouldReadTheSameContentOnlyOnce() throws Exception {
    Path zip = ZipFiles.write(folder.resolve("OneRoster.zip"), Samples.sound());
    SourceAdapter source = Samples.source(zip, folder.resolve("raw"), Samples.USED);
    Batch first = source.poll(Cursor.START);
    assertThat(source.poll(first.next()).isEmpty()).isTrue();
    assertThat(source.poll(Cursor.START).id()).isEqualTo(first.id());
  }

  @Test
  void shouldSayNothingUntilAPackageArrives() throws Exception {
    Path nowhere = folder.resolve("nowhere");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(source(nowhere).poll(Cursor.START).isEmpty()).isTrue();
    assertThat(source(empty).poll(Cursor.START).isEmpty()).isTrue();
  }

  @Test
  void shouldGiveAFolderTheSameIdWheneverItWasWritten() throws Exception {
    Path export = writeFolder("export");
    Batch first = source(export).poll(Cursor.START);
    Files.setLastModifiedTime(export.resolve("users.csv"), FileTime.from(Samples.NOW));
    assertThat(source(export).poll(Cursor.START).id()).isEqualTo(first.id());
    assertThat(Samples.rows(Samples.items(first))).hasSize(5);
  }

  /** The manifest of yesterday says that a few changes are all there is. */
  @Test
  void shouldWaitForTheManifestOfFilesThatChanged() throws Exception {
    Path export = writeFolder("export");
    age(export, Samples.NOW.minusSeconds(86_400));
    SourceAdapter source = source(export);
    Cursor read = source.poll(Cursor.START).next();
    Files.writeString(export.resolve("users.csv"), delta(Samples.USERS));

    AdapterFailure early = catchThrowableOfType(AdapterFailure.class, () -> source.poll(read));
    assertThat(early.failure())
        .returns("ONEROSTER_OLD_MANIFEST", Failure::code)
        .returns(Failure.Kind.TRANSIENT, Failure::kind);

    Files.writeString(
        export.resolve("manifest.csv"),
        Samples.manifest("bulk").replace("users,bulk", "users,delta"));
    Batch batch = source.poll(read);
    assertThat(batch.coverage()).containsEntry("users.csv", Coverage.PARTIAL);
    assertThat(source.poll(batch.next()).isEmpty()).isTrue();
  }

  /** A folder of dated archives would be nothing for ever. */
  @Test
  void shouldRefuseAFolderOfArchives() throws Exception {
    Path exports = Files.createDirectory(folder.resolve("exports"));
    ZipFiles.write(exports.resolve("OneRoster-2026-09-01.ZIP"), Samples.sound());
    SourceAdapter source = source(exports);

    assertThat(catchThrowableOfType(AdapterFailure.class, () -> source.poll(Cursor.START)))
        .extracting(AdapterFailure::failure)
        .returns("ONEROSTER_ARCHIVE_IN_FOLDER", Failure::code)
        .returns(Failure.Kind.CONFIGURATION, Failure::kind);
    for (Map.Entry<String, String> file : Samples.sound().entrySet()) {
      Files.writeString(exports.resolve(file.getKey()), file.getValue());
    }
    assertThat(Samples.rows(Samples.items(source.poll(Cursor.START)))).hasSize(5);
  }

  /** The system's folder of temporary files outlasts a hub that is killed. */
  @Test
  void shouldMakeThePackageOfAFolderNowhereButInTheRawStore() throws Exception {
    Path export = writeFolder("export");
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    List<Boolean> beside = new ArrayList<>();
    RawStore watching =
        (name, content) ->
            new FolderRawStore(folder.resolve("raw"))
                .keep(
                    name,
                    (RawStore.Content)
                        out -> {
                          content.writeTo(out);
                          beside.add(holdsPackage(temporary));
                        });
    AdapterContext context =
        new AdapterContext("sis", InstantSource.fixed(Samples.NOW), watching, Samples.USED);
    Samples.source(Map.of("from.path", new WrittenPath(export.toString(), export)), context)
        .poll(Cursor.START);

    assertThat(beside).containsExactly(false);
  }

  private static boolean holdsPackage(Path temporary) throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("homeroom-oneroster"));
    }
  }

  private static void age(Path export, Instant time) throws IOException {
    try (Stream<Path> files = Files.list(export)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(time));
      }
    }
  }

  @Test
  void shouldSayWhenThePackageWasWritten() throws Exception {
    Path zip = ZipFiles.write(folder.resolve("OneRoster.zip"), Samples.sound());
    Files.setLastModifiedTime(zip, FileTime.from(Samples.NOW));
    assertThat(source(zip).poll(Cursor.START).producedAt()).contains(Samples.NOW);
  }

  @Test
  void shouldNameTheColumnsThatAMappingCanUse() {
    OneRosterFactory factory = new OneRosterFactory();
    assertThat(factory.sourceColumns("users.csv").orElseThrow())
        .contains("sourcedId", "status", "role", "metadata.*")
        .doesNotContain("password");
    assertThat(factory.sourceColumns("students.csv")).contains(List.of());
  }

  private Batch poll(Map<String, String> files) throws Exception {
    Path zip = ZipFiles.write(folder.resolve("OneRoster.zip"), files);
    return source(zip).poll(Cursor.START);
  }

  private SourceAdapter source(Path from) {
    return Samples.source(from, folder.resolve("raw"), Samples.USED);
  }

  private List<SourceItem.Row> users(String users) throws Exception {
    Path zip = ZipFiles.write(folder.resolve("OneRoster.zip"), Samples.with("users.csv", users));
    SourceAdapter source = Samples.source(zip, folder.resolve("raw"), Set.of("users.csv"));
    return Samples.rows(Samples.items(source.poll(Cursor.START)));
  }

  private Path writeFolder(String name) throws IOException {
    Path export = Files.createDirectory(folder.resolve(name));
    for (Map.Entry<String, String> file : Samples.sound().entrySet()) {
      Files.writeString(export.resolve(file.getKey()), file.getValue());
    }
    return export;
  }

  private static String delta(String text) {
    return text.replace(",,,true", ",active,,true");
  }
}
