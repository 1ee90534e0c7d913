package homeroom.adapters.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.Cursor;
import homeroom.api.Operation;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.testkit.files.SharedData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages that other people's software made. */
final class SharedPackagesTest {

  private static final Set<String> DISTRICT =
      Set.of(
          "orgs.csv",
          "academicSessions.csv",
          "courses.csv",
          "classes.csv",
          "users.csv",
          "enrollments.csv",
          "demographics.csv");
  private static final Set<String> CATALYST =
      Set.of("orgs.csv", "academicSessions.csv", "classes.csv", "users.csv", "enrollments.csv");

  @TempDir Path folder;

  @Test
  void shouldReadALargeDistrictWithoutAReject() throws Exception {
    List<SourceItem> items = Samples.items(poll("district-large-1.1.zip", DISTRICT));
    assertThat(counts(items))
        .isEqualTo(
            Map.of(
                "orgs.csv", 21L,
                "academicSessions.csv", 2L,
                "courses.csv", 91L,
                "classes.csv", 1470L,
                "users.csv", 4441L,
                "enrollments.csv", 31045L,
                "demographics.csv", 4225L));
    assertThat(Samples.rejected(items)).isEmpty();
  }

  @Test
  void shouldReadASmallDistrictWithoutAReject() throws Exception {
    List<SourceItem> items = Samples.items(poll("district-small-1.1.zip", DISTRICT));
    assertThat(counts(items))
        .isEqualTo(
            Map.of(
                "orgs.csv", 4L,
                "academicSessions.csv", 2L,
                "courses.csv", 91L,
                "classes.csv", 119L,
                "users.csv", 268L,
                "enrollments.csv", 1855L,
                "demographics.csv", 248L));
    assertThat(Samples.rejected(items)).isEmpty();
  }

  @Test
  void shouldReadASchoolYearThatIsWrittenAsASpan() throws Exception {
    Batch batch = poll("district-small-1.1.zip", Set.of("academicSessions.csv"));
    assertThat(batch.coverage()).containsEntry("academicSessions.csv", Coverage.COMPLETE);
    assertThat(Samples.rows(Samples.items(batch)))
        .extracting(row -> row.columns().get("schoolYear"))
        .containsOnly(Value.text("2027"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"catalyst-Test_full_data_set.zip", "catalyst-Test_minimal_data_set.zip"})
  void shouldReadDirtyPackagesAndWriteTheirValuesProperly(String name) throws Exception {
    List<SourceItem> items = Samples.items(poll(name, CATALYST));
    assertThat(Samples.rejected(items)).isEmpty();
    assertThat(counts(items))
        .isEqualTo(
            Map.of(
                "orgs.csv", 1L,
                "academicSessions.csv", 5L,
                "classes.csv", 2L,
                "users.csv", 6L,
                "enrollments.csv", 6L));
    assertThat(in("classes.csv", items))
        .extracting(row -> row.columns().get("classType"))
        .containsExactly(Value.text("scheduled"), Value.text("homeroom"));
    assertThat(in("users.csv", items))
        .allSatisfy(
            row -> assertThat(row.columns()).containsEntry("enabledUser", Value.text("true")));
  }

  @Test
  void shouldReadDeletionsInABulkFile() throws Exception {
    List<SourceItem> items = Samples.items(poll("catalyst-Test_full_data_set.zip", CATALYST));
    assertThat(Samples.rows(items))
        .filteredOn(row -> row.operation() == Operation.DELETE)
        .extracting(SourceItem.Row::place)
        .containsExactly("academicSessions.csv:2", "academicSessions.csv:4", "classes.csv:3");
  }

  private Batch poll(String name, Set<String> collections) throws AdapterFailure {
    Path file = SharedData.require("oneroster/" + name);
    return Samples.source(file, folder, collections).poll(Cursor.START);
  }

  private static List<SourceItem.Row> in(String file, List<SourceItem> items) {
    return Samples.rows(items).stream().filter(row -> row.collection().equals(file)).toList();
  }

  private static Map<String, Long> counts(List<SourceItem> items) {
    return Samples.rows(items).stream()
        .map(SourceItem::collection)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }
}
