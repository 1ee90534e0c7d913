package homeroom.adapters.oneroster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homeroom.api.AdapterFailure;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.testkit.files.Bomb;
import homeroom.testkit.files.ZipFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails a package as a whole, before any item is seen. */
final class DamagedPackageTest {

  @TempDir Path folder;

  @Test
  void shouldRefuseWhatIsNoZip() throws IOException {
    Path file = Files.writeString(folder.resolve("p.zip"), Samples.USERS);
    assertThat(failure(file).code()).isEqualTo("ONEROSTER_NOT_A_ZIP");
  }

  @ParameterizedTest
  @CsvSource({
    "%PDF-1.7, FILE_IS_REPORT, a PDF document",
    "<!DOCTYPE html><html>, FILE_IS_REPORT, a web page",
    "{\"error\": 1}, FILE_IS_OTHER, JSON"
  })
  void shouldSayWhatSomethingElseIs(String bytes, String code, String what) throws IOException {
    Failure failure = failure(Files.writeString(folder.resolve("p.zip"), bytes));
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.message()).startsWith("Reading the package: it is " + what);
    failure = failure(Samples.with("users.csv", bytes));
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.message()).startsWith("Reading users.csv: it is " + what);
  }

  @Test
  void shouldTellASpreadsheetFromAPackage() throws IOException {
    Map<String, String> sheet =
        Map.of("[Content_Types].xml", "<Types/>", "xl/workbook.xml", "<workbook/>");
    assertThat(failure(sheet).message()).contains("it is a");
    assertThat(failure(sheet).code()).isEqualTo("FILE_IS_OTHER");
  }

  @Test
  void shouldRefuseABombBeforeItIsUnpacked() throws IOException {
    assertThat(failure(Bomb.write(folder.resolve("p.zip"), 3L << 30, 3L << 30)).code())
        .isEqualTo("ZIP_BOMB");
  }

  @ParameterizedTest
  @CsvSource({"../users.csv, ZIP_BAD_NAME", "OneRoster.zip, ZIP_NESTED"})
  void shouldRefuseAnArchiveThatIsMeantBadly(String name, String code) throws IOException {
    assertThat(failure(Samples.with(name, "x")).code()).isEqualTo(code);
  }

  @Test
  void shouldRefuseAZipThatWasCutShort() throws IOException {
    Path zip = ZipFiles.write(folder.resolve("p.zip"), Samples.sound());
    byte[] bytes = Files.readAllBytes(zip);
    Files.write(zip, Arrays.copyOf(bytes, bytes.length * 2 / 3));
    assertThat(failure(zip).code()).isEqualTo("ONEROSTER_NOT_A_ZIP");
  }

  @Test
  void shouldRefuseAZipWithAFlippedBit() throws IOException {
    Path zip = ZipFiles.write(folder.resolve("p.zip"), Samples.sound());
    byte[] bytes = Files.readAllBytes(zip);
    int name = new String(bytes, ISO_8859_1).indexOf("users.csv");
    bytes[name + 60] ^= 0x10;
    Files.write(zip, bytes);
    assertThat(failure(zip).code()).isEqualTo("ONEROSTER_DAMAGED");
  }

  @Test
  void shouldRefuseAPackageWithoutManifest() throws IOException {
    Map<String, String> files = Samples.sound();
    files.remove("manifest.csv");
    assertThat(failure(files).code()).isEqualTo("ONEROSTER_NO_MANIFEST");
  }

  @ParameterizedTest
  @CsvSource({
    "'userSourcedId,orgSourcedId,role', ONEROSTER_NOT_ONEROSTER",
    "'SourcedId,userSourcedId,orgSourcedId,role', ONEROSTER_NO_MANIFEST"
  })
  void shouldTellSchoolDataSyncFromAnIncompletePackage(String roles, String code)
      throws IOException {
    Map<String, String> files = Samples.with("roles.csv", roles + "\n1,2,3,4\n");
    files.remove("manifest.csv");
    assertThat(failure(files).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1.3", "1.20", "2", "1"})
  void shouldSayThatAnotherVersionIsNotSupported(String version) throws IOException {
    String manifest =
        Samples.manifest("bulk").replace("oneroster.version,1.1", "oneroster.version," + version);
    assertThat(failure(Samples.with("manifest.csv", manifest)))
        .returns("ONEROSTER_VERSION_NOT_SUPPORTED", Failure::code)
        .returns(Kind.CONTENT, Failure::kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2", "1.2.0", "1.2.1"})
  void shouldRefuseAVersionForWhichTheMappingsWereNotWritten(String version) throws IOException {
    String manifest =
        Samples.manifest("bulk").replace("oneroster.version,1.1", "oneroster.version," + version);
    Failure failure = failure(Samples.with("manifest.csv", manifest));
    assertThat(failure)
        .returns("ONEROSTER_OTHER_VERSION", Failure::code)
        .returns(Kind.CONTENT, Failure::kind);
    assertThat(failure.message()).contains("OneRoster 1.2", "reads 1.1");
    assertThat(failure.remedy()).contains("from.version: 1.2");
  }

  @Test
  void shouldRefuseAManifestWithoutVersion() throws IOException {
    String manifest = Samples.manifest("bulk").replace("oneroster.version,1.1\n", "");
    assertThat(failure(Samples.with("manifest.csv", manifest)).code())
        .isEqualTo("ONEROSTER_BAD_MANIFEST");
  }

  @Test
  void shouldRefuseAModeThatTheSpecificationDoesNotHave() throws IOException {
    Failure failure = failure(Samples.with("manifest.csv", Samples.manifest("full")));
    assertThat(failure.code()).isEqualTo("ONEROSTER_BAD_MANIFEST");
    assertThat(failure.message()).contains("file.orgs", "absent, bulk, delta");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bulk", "delta"})
  void shouldRefuseADeclaredFileThatIsNotThere(String mode) throws IOException {
    Map<String, String> files = Samples.with("manifest.csv", Samples.manifest(mode));
    files.remove("enrollments.csv");
    files.replaceAll((_, text) -> text.replace(",,,", ",active,,"));
    Failure failure = failure(files);
    assertThat(failure.code()).isEqualTo("ONEROSTER_MISSING_FILE");
    assertThat(failure.message()).contains("enrollments.csv");
  }

  @Test
  void shouldRefuseAUsedFileThatNobodyMentions() throws IOException {
    Map<String, String> files =
        Samples.with("manifest.csv", Samples.manifest("bulk").replace("file.users,bulk\n", ""));
    files.remove("users.csv");
    assertThat(failure(files).code()).isEqualTo("ONEROSTER_MISSING_FILE");
  }

  @Test
  void shouldRefuseRowsThatTheManifestCallsAbsent() throws IOException {
    String manifest = Samples.manifest("bulk").replace("file.users,bulk", "file.users,absent");
    assertThat(failure(Samples.with("manifest.csv", manifest)).code())
        .isEqualTo("ONEROSTER_UNDECLARED_FILE");
  }

  @Test
  void shouldRefuseAHeaderWithoutRows() throws IOException {
    String header = Samples.USERS.lines().findFirst().orElseThrow() + "\n";
    Failure failure = failure(Samples.with("users.csv", header));
    assertThat(failure.code()).isEqualTo("ONEROSTER_NO_ROWS");
    assertThat(failure.message()).contains("users.csv");
  }

  @Test
  void shouldRefuseAnEmptyFile() throws IOException {
    assertThat(failure(Samples.with("users.csv", "")).code()).isEqualTo("ONEROSTER_NO_HEADER");
  }

  @ParameterizedTest
  @CsvSource({"5,ONEROSTER_CUT_SHORT", "60,ONEROSTER_CUT_SHORT"})
  void shouldRefuseAFileThatWasCutShort(int bytes, String code) throws IOException {
    String cut = Samples.USERS.substring(0, Samples.USERS.length() - bytes);
    assertThat(failure(Samples.with("users.csv", cut)).code()).isEqualTo(code);
  }

  @Test
  void shouldRefuseAFileThatWasCutInsideAQuotedCell() throws IOException {
    String cut = Samples.USERS.substring(0, Samples.USERS.indexOf("\"o1,o2\"") + 4);
    Failure failure = failure(Samples.with("users.csv", cut));
    assertThat(failure.code()).isEqualTo("ONEROSTER_BAD_QUOTES");
    assertThat(failure.message()).contains("users.csv", "line 3");
  }

  @Test
  void shouldNameMissingColumnsAndTheirFile() throws IOException {
    String users = Samples.USERS.replace(",username,", ",user,").replace(",role,", ",kind,");
    Failure failure = failure(Samples.with("users.csv", users));
    assertThat(failure.code()).isEqualTo("ONEROSTER_MISSING_COLUMN");
    assertThat(failure.message()).contains("users.csv", "role, username");
  }

  @Test
  void shouldRequireTheStatusColumnInADelta() throws IOException {
    Map<String, String> files = Samples.with("manifest.csv", Samples.manifest("delta"));
    files.put("orgs.csv", "sourcedId,name,type\no1,Cedar District,district\n");
    assertThat(failure(files).message()).contains("orgs.csv", "status");
  }

  @Test
  void shouldRefuseTwoSpellingsOfOneColumn() throws IOException {
    String orgs = Samples.ORGS.replace("identifier", "Name");
    assertThat(failure(Samples.with("orgs.csv", orgs)).code())
        .isEqualTo("ONEROSTER_DUPLICATE_COLUMN");
  }

  @Test
  void shouldNameTheLineThatIsNotUtf8() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Samples.sound().forEach((name, text) -> files.put(name, text.getBytes(UTF_8)));
    files.put("users.csv", Samples.USERS.replace("Ben", "Bén").getBytes(ISO_8859_1));
    Failure failure = failure(ZipFiles.writeBytes(folder.resolve("p.zip"), files));
    assertThat(failure.code()).isEqualTo("ONEROSTER_NOT_TEXT");
    assertThat(failure.message()).contains("users.csv", "line 3");
  }

  @Test
  void shouldRefuseFilesInSeveralFolders() throws IOException {
    Map<String, String> files = Samples.sound();
    files.put("old/users.csv", Samples.USERS);
    assertThat(failure(files).code()).isEqualTo("ONEROSTER_FILES_NOT_AT_ROOT");
  }

  @Test
  void shouldRefuseAFileThatIsThereTwice() throws IOException {
    assertThat(failure(Samples.with("Users.csv", Samples.USERS)).code())
        .isEqualTo("ONEROSTER_FILE_TWICE");
  }

  @Test
  void shouldTellTheOperatorAboutACollectionThatOneRosterDoesNotHave() throws IOException {
    Path zip = ZipFiles.write(folder.resolve("p.zip"), Samples.sound());
    AdapterFailure thrown =
        catchThrowableOfType(
            AdapterFailure.class,
            () -> Samples.source(zip, folder, Set.of("students.csv")).poll(Cursor.START));
    assertThat(thrown.failure())
        .returns(Kind.CONFIGURATION, Failure::kind)
        .returns("ONEROSTER_UNKNOWN_COLLECTION", Failure::code);
  }

  private Failure failure(Map<String, String> files) throws IOException {
    return failure(ZipFiles.write(folder.resolve("p.zip"), files));
  }

  private Failure failure(Path zip) {
    AdapterFailure thrown =
        catchThrowableOfType(
            AdapterFailure.class,
            () ->
                Samples.items(
                    Samples.source(zip, folder.resolve("raw"), Samples.USED).poll(Cursor.START)));
    assertThat(thrown).isNotNull();
    return thrown.failure();
  }
}
