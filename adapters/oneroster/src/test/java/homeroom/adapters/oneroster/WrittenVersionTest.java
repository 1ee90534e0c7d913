package homeroom.adapters.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Operation;
import homeroom.api.Settings;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.testkit.files.ZipFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages that are written as the version has them that the consumer is set up for. */
final class WrittenVersionTest {

  private static final Predicate<Column> ALL = _ -> true;

  /** What refers to rows of another file, as the specification calls it. */
  private static final Map<String, String> REFERENCES =
      Map.ofEntries(
          Map.entry("orgSourcedId", "orgs.csv"),
          Map.entry("orgSourcedIds", "orgs.csv"),
          Map.entry("primaryOrgSourcedId", "orgs.csv"),
          Map.entry("schoolSourcedId", "orgs.csv"),
          Map.entry("schoolYearSourcedId", "academicSessions.csv"),
          Map.entry("academicSessionSourcedId", "academicSessions.csv"),
          Map.entry("gradingPeriodSourcedId", "academicSessions.csv"),
          Map.entry("termSourcedIds", "academicSessions.csv"),
          Map.entry("courseSourcedId", "courses.csv"),
          Map.entry("classSourcedId", "classes.csv"),
          Map.entry("userSourcedId", "users.csv"),
          Map.entry("studentSourcedId", "users.csv"),
          Map.entry("userProfileSourcedId", "userProfiles.csv"),
          Map.entry("resourceSourcedId", "resources.csv"),
          Map.entry("categorySourcedId", "categories.csv"),
          Map.entry("scoreScaleSourcedId", "scoreScales.csv"),
          Map.entry("lineItemSourcedId", "lineItems.csv"),
          Map.entry("resultSourcedId", "results.csv"));

  /** Rows of the same file. */
  private static final Set<String> OWN = Set.of("sourcedId", "parentSourcedId", "agentSourcedIds");

  @TempDir Path folder;

  static Stream<Arguments> packages() {
    return Stream.of(Version.values())
        .flatMap(version -> Stream.of(Writing.values()).map(way -> Arguments.of(version, way)));
  }

  @ParameterizedTest
  @MethodSource("packages")
  void shouldReadBackEveryColumnOfEveryFile(Version version, Writing way) throws Exception {
    shouldReadBack(version, way, Writing.oneOfEach(version, ALL));
  }

  @ParameterizedTest
  @MethodSource("packages")
  void shouldReadBackWhatTheVersionRequires(Version version, Writing way) throws Exception {
    shouldReadBack(version, way, Writing.oneOfEach(version, Column::required));
  }

  private void shouldReadBack(Version version, Writing way, List<Delivery> written)
      throws Exception {
    Reading reading = Reading.of(zip(way.bytes(version, written)), version, Samples12.ALL);

    assertThat(reading.notes()).isEmpty();
    assertThat(reading.rejected()).isEmpty();
    assertThat(reading.sheets()).extracting(Sheet::mode).containsOnly(way.mode());
    assertThat(reading.rows())
        .extracting(SourceItem::collection)
        .containsExactlyElementsOf(version.targets());
    for (Delivery delivery : written) {
      assertThat(row(reading, delivery.target()).columns())
          .containsAllEntriesOf(delivery.payload());
    }
  }

  @ParameterizedTest
  @MethodSource("packages")
  void shouldReadBackAPackageOfAnyOneFile(Version version, Writing way) throws Exception {
    for (Delivery only : Writing.oneOfEach(version, ALL)) {
      Reading reading = Reading.of(zip(way.bytes(version, List.of(only))), version, Samples12.ALL);

      assertThat(reading.notes()).isEmpty();
      assertThat(reading.rejected()).isEmpty();
      assertThat(reading.rows()).extracting(SourceItem::collection).containsExactly(only.target());
    }
  }

  @ParameterizedTest
  @MethodSource("packages")
  void shouldWriteTheSameBytesForTheSameRows(Version version, Writing way) throws Exception {
    assertThat(way.bytes(version, Writing.oneOfEach(version, ALL)))
        .isEqualTo(way.bytes(version, Writing.oneOfEach(version, ALL)));
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void shouldWriteAFileAfterThoseItRefersTo(Version version) {
    List<String> files = version.targets();
    for (Table table : version.written()) {
      for (String column : table.names()) {
        if (column.matches(".*ourcedIds?") && !OWN.contains(column)) {
          assertThat(REFERENCES).containsKey(column);
          assertThat(files.indexOf(REFERENCES.get(column)))
              .as("%s %s", table.file(), column)
              .isBetween(0, files.indexOf(table.file()) - 1);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Writing.class)
  void shouldWriteTheHeadersOf121(Writing way) throws Exception {
    Map<String, String> files = read(way.bytes(Version.V1_2, Writing.oneOfEach(Version.V1_2, ALL)));

    files.remove("manifest.csv");
    assertThat(files).hasSize(21);
    Map<String, String> headers = Headers12.all();
    files.forEach((file, text) -> assertThat(text.lines().findFirst()).hasValue(headers.get(file)));
  }

  @Test
  void shouldSayInTheManifestWhatBecameOfEachFileOf12() throws Exception {
    List<Delivery> one = List.of(roles());

    assertThat(read(Writing.FULL.bytes(Version.V1_2, one)).get("manifest.csv").lines())
        .containsExactly(
            "propertyName,value",
            "manifest.version,1.0",
            "oneroster.version,1.2",
            "file.academicSessions,absent",
            "file.categories,absent",
            "file.classes,absent",
            "file.classResources,absent",
            "file.courseResources,absent",
            "file.courses,absent",
            "file.demographics,absent",
            "file.enrollments,absent",
            "file.lineItemLearningObjectiveIds,absent",
            "file.lineItems,absent",
            "file.lineItemScoreScales,absent",
            "file.orgs,absent",
            "file.resources,absent",
            "file.resultLearningObjectiveIds,absent",
            "file.results,absent",
            "file.resultScoreScales,absent",
            "file.roles,bulk",
            "file.scoreScales,absent",
            "file.userProfiles,absent",
            "file.userResources,absent",
            "file.users,absent",
            "source.systemName,Homeroom",
            "source.systemCode,homeroom");
  }

  @Test
  void shouldSayOfARowOf12OnlyInChangesWhetherItIsThere() throws Exception {
    List<Delivery> one = List.of(roles());

    assertThat(read(Writing.FULL.bytes(Version.V1_2, one)).get("roles.csv").lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("r1,,,u1,primary,teacher");
    for (Writing changes : List.of(Writing.AT_ONCE, Writing.CHANGES)) {
      assertThat(read(changes.bytes(Version.V1_2, one)).get("roles.csv").lines().skip(1))
          .singleElement()
          .asString()
          .startsWith("r1,active,2026-09-01T06:30:00.000Z,u1,primary,teacher");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "V1_1, roles.csv, role, ONEROSTER_UNKNOWN_TARGET, no file of OneRoster 1.1",
    "V1_2, users.csv, role, ONEROSTER_UNKNOWN_FIELD, no such column",
    "V1_2, users.csv, resourceSourcedIds, ONEROSTER_UNKNOWN_FIELD, no such column",
    "V1_2, lineItems.csv, gradingPeriodSourcedId, ONEROSTER_UNKNOWN_FIELD, no such column",
    "V1_1, lineItems.csv, academicSessionSourcedId, ONEROSTER_UNKNOWN_FIELD, no such column",
    "V1_2, userProfiles.csv, password, ONEROSTER_UNKNOWN_FIELD, no such column",
    "V1_2, roles.csv, sourcedId, ONEROSTER_MISSING_VALUE, OneRoster 1.2 requires a value"
  })
  void shouldRefuseWhatTheVersionDoesNotHave(
      Version version, String file, String column, String code, String problem) {
    Delivery delivery =
        Samples.delivery("d1", "k1", Operation.UPSERT, file, Map.of(column, Value.text("x")));

    Failure failure = ((Line.Refused) Line.of(delivery, version)).failure();

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.message()).contains(problem);
  }

  @Test
  void shouldNameTheTargetsAndColumnsOfTheVersionThatIsWritten() {
    assertThat(targets("1.1")).hasSize(13).doesNotContain("roles.csv");
    assertThat(targets("1.2")).hasSize(21).contains("roles.csv", "userProfiles.csv");
    assertThat(fields("users.csv", "1.1")).contains("role").doesNotContain("pronouns");
    assertThat(fields("users.csv", "1.2"))
        .contains("pronouns", "metadata.*")
        .doesNotContain("role", "orgSourcedIds", "resourceSourcedIds", "password", "status");
    assertThat(fields("roles.csv", "1.1")).isEmpty();
    assertThat(fields("roles.csv", "1.2")).contains("roleType");
  }

  private static List<String> targets(String version) {
    return new OneRosterFactory().consumerTargets(settings(version)).orElseThrow();
  }

  private static List<String> fields(String file, String version) {
    return new OneRosterFactory().consumerFields(file, settings(version)).orElseThrow();
  }

  private static Settings settings(String version) {
    return new Settings(Map.of("version", version));
  }

  private static Delivery roles() {
    return Samples.delivery(
        "d1",
        "k1",
        Operation.UPSERT,
        "roles.csv",
        Map.of(
            "sourcedId", Value.text("r1"),
            "userSourcedId", Value.text("u1"),
            "roleType", Value.text("primary"),
            "role", Value.text("teacher"),
            "orgSourcedId", Value.text("o1")));
  }

  private static SourceItem.Row row(Reading reading, String file) {
    return reading.rows().stream()
        .filter(row -> row.collection().equals(file))
        .findFirst()
        .orElseThrow();
  }

  private Path zip(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("OneRoster.zip"), bytes);
  }

  private Map<String, String> read(byte[] bytes) throws IOException {
    return ZipFiles.read(zip(bytes));
  }
}
