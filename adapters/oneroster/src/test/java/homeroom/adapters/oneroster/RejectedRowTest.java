package homeroom.adapters.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.SourceItem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What loses a single row while the others still count. */
final class RejectedRowTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "orgs.csv,     school,     college,    orgs.csv:3,        type,        UNKNOWN_VALUE",
    "users.csv,    teacher,    lecturer,   users.csv:3,       role,        UNKNOWN_VALUE",
    "users.csv,    true,       yes,        users.csv:2,       enabledUser, UNKNOWN_VALUE",
    "enrollments.csv, student, aide,       enrollments.csv:2, role,        UNKNOWN_VALUE",
    "enrollments.csv, false,   2,          enrollments.csv:2, primary,     UNKNOWN_VALUE",
    "enrollments.csv, 2026-08-15, 8/15/26, enrollments.csv:2, beginDate,   BAD_DATE",
    "enrollments.csv, 2027-06-10, 2027-02-30, enrollments.csv:2, endDate,  BAD_DATE",
    "users.csv,    ben.two,    '',         users.csv:3,       username,    MISSING_VALUE",
    "users.csv,    Ben,        '  ',       users.csv:3,       givenName,   MISSING_VALUE",
    "users.csv,    u2,         '',         users.csv:3,       sourcedId,   MISSING_VALUE",
    "users.csv,    u2,         u1,         users.csv:3,       sourcedId,   DUPLICATE_ID",
    "users.csv,    ben.two,    'x,y',      users.csv:3,       '',          WRONG_CELL_COUNT"
  })
  void shouldRejectTheRowAndSayWhere(
      String file, String good, String bad, String place, String column, String code)
      throws Exception {
    Map<String, String> files = Samples.sound();
    files.computeIfPresent(file, (_, text) -> replaceFirstCell(text, good, bad));
    List<SourceItem> items = Samples.read(folder, files);
    assertThat(Samples.rows(items)).hasSize(4);
    assertThat(Samples.rejected(items))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.place()).isEqualTo(place);
              assertThat(row.column()).isEqualTo(column);
              assertThat(row.collection()).isEqualTo(file);
              assertThat(row.failure().code()).isEqualTo("ONEROSTER_" + code);
            });
  }

  @Test
  void shouldNameTheAllowedValuesAndNeverTheCell() throws Exception {
    String users = Samples.USERS.replace("teacher", "SECRETWORD");
    SourceItem.Rejected rejected =
        Samples.rejected(Samples.read(folder, Samples.with("users.csv", users))).getFirst();
    assertThat(rejected.failure().message())
        .contains("administrator, aide, guardian, parent, proctor, relative, student, teacher");
    assertThat(rejected.toString()).doesNotContain("SECRETWORD", "Ben", "u2");
  }

  @Test
  void shouldRejectARowWithoutStatusInADelta() throws Exception {
    Map<String, String> files = Samples.sound();
    files.put("manifest.csv", Samples.manifest("bulk").replace("orgs,bulk", "orgs,delta"));
    files.put("orgs.csv", Samples.ORGS.replace("o1,,,C", "o1,active,,C"));
    assertThat(Samples.rejected(Samples.read(folder, files)))
        .singleElement()
        .returns("orgs.csv:3", SourceItem.Rejected::place)
        .returns("status", SourceItem.Rejected::column);
  }

  private static String replaceFirstCell(String text, String good, String bad) {
    int body = text.indexOf('\n');
    return text.substring(0, body) + text.substring(body).replaceFirst(good, bad);
  }
}
