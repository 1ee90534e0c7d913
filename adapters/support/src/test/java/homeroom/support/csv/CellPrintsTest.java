package homeroom.support.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.api.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellPrintsTest {

  private static final List<String> COLUMNS = List.of("id", "name", "password");

  private static Fingerprint print(String row) throws IOException {
    try (CsvTable table = table("id,name,password\n" + row + "\n")) {
      CellPrints prints = new CellPrints(List.of("users.csv"), COLUMNS, "password"::equals);
      return prints.of((CsvRow.Cells) table.next().orElseThrow());
    }
  }

  private static CsvTable table(String text) throws IOException {
    InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return CsvTable.open(bytes, CsvDialect.STANDARD);
  }

  @Test
  void shouldBeTheSameForTheSameCellsHoweverTheyAreWritten() throws IOException {
    assertThat(print("1,Ada,x")).isEqualTo(print("\"1\",\"Ada\",x"));
  }

  @Test
  void shouldTellWhereACellEnds() throws IOException {
    assertThat(List.of(print("1,Ada,"), print("1A,da,"), print("1,ada,"), print(",1Ada,")))
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldNotDependOnWhatIsSecret() throws IOException {
    assertThat(print("1,Ada,one")).isEqualTo(print("1,Ada,three")).isEqualTo(print("1,Ada,"));
  }

  @Test
  void shouldDependOnTheFile() throws IOException {
    CsvRow.Cells row = new CsvRow.Cells(2, List.of("1", "Ada", ""));
    CellPrints users = new CellPrints(List.of("users.csv"), COLUMNS, _ -> false);
    CellPrints classes = new CellPrints(List.of("classes.csv"), COLUMNS, _ -> false);

    assertThat(users.of(row)).isNotEqualTo(classes.of(row));
  }

  @Test
  void shouldEndAtARowThatIsLongerThanAnyCanBe() throws IOException {
    try (CsvTable table = table("id,name\n" + "1,".repeat(20_000) + "\n")) {
      assertThatThrownBy(table::next)
          .isInstanceOfSatisfying(
              CsvFault.class,
              fault -> assertThat(fault.kind()).isEqualTo(CsvFault.Kind.BAD_QUOTES));
    }
  }
}
