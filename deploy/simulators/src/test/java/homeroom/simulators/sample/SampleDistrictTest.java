package homeroom.simulators.sample;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.SourceItem;
import homeroom.simulators.sis.Hub;
import homeroom.simulators.sis.RosterPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SampleDistrictTest {

  private static final int STUDENTS = 1_500;

  @TempDir static Path folder;

  private static RosterPackage district;

  @BeforeAll
  static void write() throws IOException {
    SampleDistrict.write(folder.resolve("district.zip"), STUDENTS, 7);
    district = RosterPackage.read(folder.resolve("district.zip"));
  }

  @Test
  void shouldGiveTheSameBytesForTheSameSeed() throws IOException {
    Path again = folder.resolve("again.zip");
    SampleDistrict.write(again, STUDENTS, 7);
    assertThat(again).hasSameBinaryContentAs(folder.resolve("district.zip"));
  }

  @Test
  void shouldGiveOtherPeopleForAnotherSeed() throws IOException {
    Path other = folder.resolve("other.zip");
    SampleDistrict.write(other, STUDENTS, 8);
    assertThat(RosterPackage.read(other).files().get("users.csv"))
        .isNotEqualTo(district.files().get("users.csv"));
  }

  @Test
  void shouldWriteAFolderWithTheSameContent() throws IOException {
    SampleDistrict.write(folder.resolve("plain"), STUDENTS, 7);
    assertThat(folder.resolve("plain/users.csv")).isRegularFile();
    assertThat(RosterPackage.read(folder.resolve("plain")).files()).isEqualTo(district.files());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 12, 400})
  void shouldPassTheAdapterWithoutAReject(int students) throws Exception {
    Path zip = folder.resolve("of-" + students + ".zip");
    SampleDistrict.write(zip, students, 3);
    List<SourceItem> items = new Hub(folder, InstantSource.system()).read(zip);
    assertThat(items).allMatch(SourceItem.Row.class::isInstance);
    assertThat(items)
        .filteredOn(item -> ((SourceItem.Row) item).columns().get("role") != null)
        .filteredOn(item -> item.collection().equals("users.csv"))
        .filteredOn(item -> text(item, "role").equals("student"))
        .hasSize(students);
  }

  @Test
  void shouldGiveEveryStudentFiveToEightEnrollments() {
    Map<String, Long> perStudent =
        rows("enrollments.csv").stream()
            .filter(row -> row.get("role").equals("student"))
            .collect(Collectors.groupingBy(row -> row.get("userSourcedId"), Collectors.counting()));
    assertThat(perStudent).hasSize(STUDENTS);
    assertThat(perStudent.values()).allMatch(count -> count >= 5 && count <= 8);
  }

  @Test
  void shouldGiveEveryClassExactlyOnePrimaryTeacher() {
    Map<String, Long> primaries =
        rows("enrollments.csv").stream()
            .filter(row -> row.get("role").equals("teacher"))
            .filter(row -> row.get("primary").equals("true"))
            .collect(
                Collectors.groupingBy(row -> row.get("classSourcedId"), Collectors.counting()));
    assertThat(primaries.keySet()).isEqualTo(ids("classes.csv"));
    assertThat(primaries.values()).allMatch(count -> count == 1);
  }

  @Test
  void shouldReferOnlyToWhatIsThere() {
    assertThat(ids("classes.csv")).containsAll(column("enrollments.csv", "classSourcedId"));
    assertThat(ids("users.csv")).containsAll(column("enrollments.csv", "userSourcedId"));
    assertThat(ids("courses.csv")).containsAll(column("classes.csv", "courseSourcedId"));
    assertThat(ids("orgs.csv"))
        .containsAll(column("users.csv", "orgSourcedIds"))
        .containsAll(column("classes.csv", "schoolSourcedId"));
  }

  @Test
  void shouldHaveUniqueIdsUserNamesAndAddresses() {
    for (String file : List.of("users.csv", "classes.csv", "enrollments.csv")) {
      assertThat(rows(file)).extracting(row -> row.get("sourcedId")).doesNotHaveDuplicates();
    }
    assertThat(rows("users.csv")).extracting(row -> row.get("username")).doesNotHaveDuplicates();
    assertThat(rows("users.csv"))
        .extracting(row -> row.get("email"))
        .doesNotHaveDuplicates()
        .allMatch(email -> email.matches("[a-z]+\\.[a-z]+\\d*@cedar\\.example"));
  }

  @Test
  void shouldKeepAccentsApostrophesAndHyphensInNames() {
    String names =
        rows("users.csv").stream()
            .map(row -> row.get("givenName") + row.get("familyName"))
            .collect(Collectors.joining());
    assertThat(names).contains("é", "ñ", "'", "-", "Ł");
  }

  @Test
  void shouldWriteABulkPackageToTheLetter() {
    assertThat(district.files().get("manifest.csv"))
        .contains(List.of("file.users", "bulk"), List.of("file.demographics", "absent"))
        .hasSize(18);
    assertThat(rows("users.csv"))
        .allMatch(row -> row.get("status").isEmpty() && row.get("dateLastModified").isEmpty());
    assertThat(column("academicSessions.csv", "schoolYear")).containsExactly("2027");
  }

  @Test
  void shouldBuildSchoolsOfEveryKind() {
    assertThat(rows("orgs.csv"))
        .extracting(row -> row.get("name").replaceAll(".* (\\w+ School)s?$", "$1"))
        .contains("Elementary School", "Middle School", "High School");
    assertThat(column("classes.csv", "classType")).containsOnly("homeroom", "scheduled");
  }

  @Test
  void shouldHaveAHomeroomForEveryStudent() {
    Set<String> homerooms =
        rows("classes.csv").stream()
            .filter(row -> row.get("classType").equals("homeroom"))
            .map(row -> row.get("sourcedId"))
            .collect(Collectors.toSet());
    Map<String, Long> perStudent =
        rows("enrollments.csv").stream()
            .filter(row -> homerooms.contains(row.get("classSourcedId")))
            .filter(row -> row.get("role").equals("student"))
            .map(row -> row.get("userSourcedId"))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(perStudent).hasSize(STUDENTS).allSatisfy((_, n) -> assertThat(n).isOne());
  }

  private static String text(SourceItem item, String column) {
    return String.valueOf(((SourceItem.Row) item).columns().get(column));
  }

  private static Set<String> ids(String file) {
    return column(file, "sourcedId");
  }

  private static Set<String> column(String file, String column) {
    return rows(file).stream()
        .map(row -> row.get(column))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static List<Map<String, String>> rows(String file) {
    List<List<String>> table = district.files().get(file);
    return table.stream()
        .skip(1)
        .map(
            cells -> {
              Map<String, String> row = new HashMap<>();
              for (int i = 0; i < cells.size(); i++) {
                row.put(table.getFirst().get(i), cells.get(i));
              }
              return row;
            })
        .toList();
  }
}
