package homeroom.adapters.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.testkit.files.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports of assessment vendors, as they send them. */
final class SharedFilesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "ACCUPLACER, sample_anonymized_file.csv, 5, 12, Student ID, 100",
    "ASVAB, sample_anonymized_file.csv, 5, 26, MEPS, FORT JACKSON",
    "BASC3_BESS, sample_anonymized_file.csv, 5, 27, Student Number, 100",
    "STAR, SR_Dashboard_Standards_v2_sample_anonymized_file.csv, 5, 21, StudentStateID, 605100",
    "STAR, SR_SkillArea_v1_sample_anonymized_file.csv, 5, 16, StudentStateID, 605100",
    "STAR, SR_sample_anonymized_file.csv, 5, 126, SchoolYear, 2023-2024",
    "i-Ready, sample_anonymized_file_ela.csv, 5, 65, Last Name, *",
    "i-Ready, sample_anonymized_file_math.csv, 5, 58, Last Name, *"
  })
  void shouldReadEveryRowOfAVendorsFile(
      String vendor, String name, int rows, int columns, String column, String value)
      throws Exception {
    List<SourceItem> items = read(SharedData.require("assessments/" + vendor + "/data/" + name));
    assertThat(items)
        .hasSize(rows)
        .allSatisfy(
            item ->
                assertThat(item)
                    .isInstanceOfSatisfying(
                        SourceItem.Row.class, row -> assertThat(row.columns()).hasSize(columns)));
    Value first = ((SourceItem.Row) items.getFirst()).columns().get(column);
    assertThat(first).isNotNull();
    if (!value.equals("*")) {
      assertThat(first).isEqualTo(Value.text(value));
    }
  }

  /** Its last row lacks its last cell and the line end, which is what a cut file looks like. */
  @Test
  void shouldRefuseTheFileThatEndsInsideARow() {
    Path file = mapGrowth();
    AdapterFailure thrown = catchThrowableOfType(AdapterFailure.class, () -> read(file));
    assertThat(thrown.failure().code()).isEqualTo("CSV_CUT_SHORT");
    assertThat(thrown.failure().message()).contains("line 8", "142 of 143");
  }

  /** A line end says that the row was meant to end there: then one row is lost and not the file. */
  @Test
  void shouldRejectOnlyTheShortRowOnceItHasItsLineEnd() throws Exception {
    String text = Files.readString(mapGrowth()) + "\n";
    List<SourceItem> items = read(Files.writeString(folder.resolve("map.csv"), text));
    assertThat(items).hasSize(7);
    assertThat(items.subList(0, 6)).allMatch(SourceItem.Row.class::isInstance);
    assertThat(items.getLast()).isInstanceOf(SourceItem.Rejected.class);
  }

  private static Path mapGrowth() {
    return SharedData.require("assessments/MAP_Growth/data/sample_anonymized_file.csv");
  }

  private List<SourceItem> read(Path file) throws AdapterFailure, IOException {
    Batch batch = Sources.source(file, folder.resolve("raw"), Map.of()).poll(Cursor.START);
    return Sources.items(batch);
  }
}
