package homeroom.adapters.oneroster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homeroom.adapters.oneroster.Notes.Note;
import homeroom.api.AdapterFailure;
import homeroom.api.Operation;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.testkit.files.ZipFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Packages of real systems are not as the specification wants them. What is known to be written
 * otherwise, and which test holds what becomes of it:
 *
 * <ul>
 *   <li>marks at the beginning of files, line ends of both kinds, none at the end: {@link
 *       #shouldReadMixedLineEndsByteOrderMarksAndAMissingLastLineEnd}
 *   <li>misspelt columns, and empty ones behind the last: {@link #shouldReadAMisspeltColumn},
 *       {@link #shouldReadAManifestWithAMisspeltHeader}, {@link
 *       #shouldPassOnColumnsOfOthersWhereverTheyStand}
 *   <li>misspelt files, and files that hold another's content: {@link
 *       #shouldReadAFileOfAnotherName}, {@link #shouldReadAPropertyThatTheSpecificationMisspells},
 *       {@link #shouldRefuseAFileThatHoldsAnotherOnesContent}
 *   <li>the case of words, and words of a system's own: {@link
 *       OneRosterSourceTest#shouldWriteWordsAndFlagsAsTheSpecificationDoes}, {@link
 *       Version12Test#shouldNoteAndPassOnAWordOfAnOpenVocabulary}, {@link
 *       RejectedRowTest#shouldRejectTheRowAndSayWhere} for those of 1.1, {@link
 *       #shouldPassOnGradesAsTheyAreWritten}
 *   <li>days and times in other forms: {@link #shouldUseTheTimeOfAChangeThatHasOneMeaning}, {@link
 *       #shouldReadADateInAnotherForm}
 *   <li>a status in a bulk file: {@link #shouldReadTheStatusOfTheFirstVersionInABulkFile}
 *   <li>columns of others between the specification's, or in another order, or missing: {@link
 *       #shouldPassOnColumnsOfOthersWhereverTheyStand}, {@link
 *       Version12Test#shouldDoWithoutAnOptionalColumnOnly}; a vendor's dialect: {@link
 *       GoldenReportTest}
 *   <li>the same ids in several files: {@link #shouldKeepRowsApartWhoseFilesShareIds}
 *   <li>references to nobody, names and addresses that are empty, rows that are there twice: {@link
 *       #shouldPassOnRowsThatReferToNobody}, {@link #shouldReadAnEmptyAddress}, {@link
 *       RejectedRowTest#shouldRejectTheRowAndSayWhere}
 *   <li>a package that is not packed, on a server: {@link
 *       FarPackageTest#shouldReadAFolderOfItsFiles}
 *   <li>rows of the current term only: the guard of the source holds back the deletions
 * </ul>
 */
final class DeviationTest {

  @TempDir Path folder;

  @Test
  void shouldReadMixedLineEndsByteOrderMarksAndAMissingLastLineEnd() throws Exception {
    Map<String, String> files = new LinkedHashMap<>();
    Samples12.sound()
        .forEach(
            (name, text) ->
                files.put(
                    name,
                    name.length() % 2 == 0
                        ? text.strip()
                        : "\uFEFF" + text.strip().replaceFirst("\n", "\r\n")));
    Reading reading = read(files);
    assertThat(reading.rows()).hasSize(21);
    assertThat(reading.rows()).allSatisfy(row -> assertThat(row.columns()).containsKey(Table.ID));
    assertThat(reading.notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "users.csv,        dateLastModified,         dataLastModified",
    "orgs.csv,         dateLastModified,         datLastModified",
    "users.csv,        preferredGivenName,       prefferedGivenName",
    "users.csv,        preferredMiddleName,      prefferedMiddleName",
    "users.csv,        preferredFamilyName,      prefferedFamilyName",
    "demographics.csv, stateOfBirthAbbreviation, stateofBirthAbbreviation",
    "roles.csv,        userSourcedId,            USERSOURCEDID"
  })
  void shouldReadAMisspeltColumn(String file, String column, String written) throws Exception {
    Reading reading = read(with(file, column, written));
    assertThat(row(file, reading).columns()).containsKey(column).doesNotContainKey(written);
    assertThat(reading.notes()).isEqualTo(Map.of(Note.OTHER_COLUMN_NAME, 1L));
  }

  @Test
  void shouldReadAManifestWithAMisspeltHeader() throws Exception {
    Reading reading =
        read(with("manifest.csv", "propertyName,value", "propertyName,propertyValue"));
    assertThat(reading.rows()).hasSize(21);
    assertThat(reading.notes()).isEqualTo(Map.of(Note.OTHER_COLUMN_NAME, 1L));
  }

  @ParameterizedTest
  @CsvSource({
    "courseResources.csv, courseResourses.csv",
    "userProfiles.csv,    userprofiles.csv",
    "lineItemLearningObjectiveIds.csv, LINEITEMLEARNINGOBJECTIVEIDS.CSV"
  })
  void shouldReadAFileOfAnotherName(String file, String written) throws Exception {
    Map<String, String> files = Samples12.sound();
    files.put(written, files.remove(file));
    Reading reading = read(files);
    assertThat(reading.rows()).hasSize(21);
    assertThat(reading.notes()).isEqualTo(Map.of(Note.OTHER_FILE_NAME, 1L));
  }

  @Test
  void shouldReadAPropertyThatTheSpecificationMisspells() throws Exception {
    Map<String, String> files =
        with("manifest.csv", "file.courseResources,bulk", "file.courseResourses,absent");
    files.remove("courseResources.csv");
    assertThat(read(files).rows()).hasSize(20);
  }

  @ParameterizedTest
  @CsvSource({
    "2023-05-01,                2023-05-01T00:00:00Z, OTHER_DATE_FORMAT",
    "2017-05-06 08:01:05,       2017-05-06T08:01:05Z, OTHER_DATE_FORMAT",
    "1/05/2023,                 ,                     UNUSED_TIME",
    "2023-05-01T18:25:43.511Z,  2023-05-01T18:25:43.511Z, "
  })
  void shouldUseTheTimeOfAChangeThatHasOneMeaning(String written, String read, Note note)
      throws Exception {
    Map<String, String> files = Samples12.sound();
    files.put("orgs.csv", "sourcedId,dateLastModified,name,type\no1," + written + ",O,school\n");
    Reading reading = read(files);
    assertThat(row("orgs.csv", reading).occurredAt().map(Object::toString).orElse(null))
        .isEqualTo(read);
    assertThat(reading.notes()).containsEntry(Note.STATUS_IN_BULK, 1L);
    assertThat(reading.notes().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(note, Note.STATUS_IN_BULK).filter(one -> one != null).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "roles.csv, beginDate, 2026-08-15, 2017-05-06 08:01:05, 2017-05-06",
    "academicSessions.csv, schoolYear, 2027, 2026-2027, 2027",
    "academicSessions.csv, schoolYear, 2027, 2026/27, 2027"
  })
  void shouldReadADateInAnotherForm(
      String file, String column, String good, String written, String read) throws Exception {
    Reading reading = read(with(file, good, written));
    assertThat(row(file, reading).columns()).containsEntry(column, Value.text(read));
    assertThat(reading.notes()).isEqualTo(Map.of(Note.OTHER_DATE_FORMAT, 1L));
  }

  @Test
  void shouldReadTheStatusOfTheFirstVersionInABulkFile() throws Exception {
    Reading reading =
        read(replaced("orgs.csv", "sourcedId,status,name,type\no1,Inactive,O,school\n"));
    assertThat(row("orgs.csv", reading).operation()).isEqualTo(Operation.DELETE);
    assertThat(reading.notes())
        .isEqualTo(Map.of(Note.INACTIVE, 1L, Note.STATUS_IN_BULK, 1L, Note.OTHER_CASE, 1L));
  }

  @Test
  void shouldPassOnColumnsOfOthersWhereverTheyStand() throws Exception {
    Reading reading =
        read(
            replaced(
                "orgs.csv",
                "ext_maker_a,type,metadata.jp.kana,name,sourcedId,,\n1,school,2,O,o1\n"));
    assertThat(row("orgs.csv", reading).columns())
        .isEqualTo(
            Map.of(
                "ext_maker_a", Value.text("1"),
                "type", Value.text("school"),
                "metadata.jp.kana", Value.text("2"),
                "name", Value.text("O"),
                "sourcedId", Value.text("o1")));
    assertThat(reading.notes()).isEqualTo(Map.of(Note.OWN_COLUMN, 1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PreKindergarten", "-1", "\"KG,01\""})
  void shouldPassOnGradesAsTheyAreWritten(String grades) throws Exception {
    String users = Samples.USERS.replaceFirst(",09,", "," + grades + ",");
    assertThat(Samples.rows(Samples.read(folder, Samples.with("users.csv", users))))
        .anySatisfy(
            row ->
                assertThat(row.columns())
                    .containsEntry("grades", Value.text(grades.replace("\"", ""))));
  }

  @Test
  void shouldKeepRowsApartWhoseFilesShareIds() throws Exception {
    Map<String, String> files = Samples.sound();
    files.replaceAll((_, text) -> text.replaceAll("(?m)^(u1|o1|e1),", "1,"));
    List<SourceItem> items = Samples.read(folder, files);
    assertThat(Samples.rejected(items)).isEmpty();
    assertThat(Samples.rows(items))
        .filteredOn(row -> Value.text("1").equals(row.columns().get("sourcedId")))
        .extracting(SourceItem.Row::collection)
        .contains("users.csv", "orgs.csv");
  }

  /** The hub lets them wait for whom they refer to, and shows that. */
  @Test
  void shouldPassOnRowsThatReferToNobody() throws Exception {
    Map<String, String> files = Samples.sound();
    files.computeIfPresent("enrollments.csv", (_, text) -> text.replace("u1", "u-of-nobody"));
    List<SourceItem> items = Samples.read(folder, files);
    assertThat(Samples.rejected(items)).isEmpty();
    assertThat(Samples.rows(items))
        .anySatisfy(
            row ->
                assertThat(row.columns())
                    .containsEntry("userSourcedId", Value.text("u-of-nobody")));
  }

  @Test
  void shouldReadAnEmptyAddress() throws Exception {
    String users = Samples.USERS.replace("ana@cedar.example", "");
    assertThat(Samples.rejected(Samples.read(folder, Samples.with("users.csv", users)))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void shouldTakeNoSoundFileForAnother(Version version) throws Exception {
    for (Table table : version.readable()) {
      List<String> header =
          Stream.concat(table.names().stream(), Stream.of("own", "ext_a")).toList();
      WrongContent.refuse(table, header, version);
      WrongContent.refuse(table, required(table), version);
    }
  }

  static Stream<List<Table>> pairs() {
    List<Table> tables = Version.V1_2.readable();
    return tables.stream()
        .flatMap(file -> tables.stream().map(content -> List.of(file, content)))
        .filter(pair -> !pair.getFirst().equals(pair.getLast()));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void shouldRefuseAFileThatHoldsAnotherOnesContent(List<Table> pair) {
    Table file = pair.getFirst();
    Table content = pair.getLast();
    Map<String, String> files = replaced(file.file(), Samples12.text(content, ""));
    AdapterFailure thrown =
        catchThrowableOfType(
            AdapterFailure.class,
            () ->
                Reading.of(
                    ZipFiles.write(folder.resolve("p.zip"), files),
                    Version.V1_2,
                    Set.of(file.file())));
    assertThat(thrown).isNotNull();
    assertThat(thrown.failure().code()).isIn("ONEROSTER_WRONG_CONTENT", "ONEROSTER_MISSING_COLUMN");
    assertThat(thrown.failure().message()).startsWith("Reading " + file.file() + ": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bulk", "absent", ""})
  void shouldSayWhoseContentAFileHolds(String mode) {
    Map<String, String> files =
        replaced("userProfiles.csv", Samples12.text(table("roles.csv"), ""));
    files.computeIfPresent(
        "manifest.csv",
        (_, text) -> text.replace("file.userProfiles,bulk", "file.userProfiles," + mode));
    AdapterFailure thrown = catchThrowableOfType(AdapterFailure.class, () -> read(files));
    assertThat(thrown.failure().message())
        .isEqualTo("Reading userProfiles.csv: the file's header is that of roles.csv.");
  }

  private static List<String> required(Table table) {
    return table.columns().stream().filter(Column::required).map(Column::name).toList();
  }

  private static Table table(String file) {
    return Tables12.ALL.stream().filter(t -> t.file().equals(file)).findFirst().orElseThrow();
  }

  private Reading read(Map<String, String> files) throws Exception {
    return Reading.of(ZipFiles.write(folder.resolve("p.zip"), files), Version.V1_2, Samples12.ALL);
  }

  private static SourceItem.Row row(String file, Reading reading) {
    return reading.rows().stream()
        .filter(r -> r.collection().equals(file))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> replaced(String file, String text) {
    Map<String, String> files = Samples12.sound();
    files.put(file, text);
    return files;
  }

  private static Map<String, String> with(String file, String text, String other) {
    Map<String, String> files = Samples12.sound();
    files.computeIfPresent(file, (_, old) -> old.replaceFirst(text, other));
    return files;
  }
}
