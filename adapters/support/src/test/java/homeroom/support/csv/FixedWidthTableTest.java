package homeroom.support.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homeroom.api.contract.CellKind;
import homeroom.api.contract.Column;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FixedWidthTableTest {

  private static final List<Column> COLUMNS = List.of(at("id", 1, 2), at("name", 3, 4));

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void shouldTellAShortLastLineWithALineEndFromAFileThatWasCut(String end) throws IOException {
    assertThat(read("01Ana " + end + end + "END" + end))
        .containsExactly(new CsvRow.Cells(1, List.of("01", "Ana")), new CsvRow.Ragged(3, 3, 6));
    assertThat(
            catchThrowableOfType(
                CsvFault.class,
                () -> {
                  try (FixedWidthTable table = open("01Ana " + end + "END")) {
                    table.next();
                    table.next();
                  }
                }))
        .returns(CsvFault.Kind.CUT_SHORT, CsvFault::kind)
        .returns(2L, CsvFault::line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void shouldReadOnBehindAShortLine(String end) throws IOException {
    assertThat(read(String.join(end, "01", "", "02Bo  ", "03Eva ")))
        .containsExactly(
            new CsvRow.Ragged(1, 2, 6),
            new CsvRow.Cells(3, List.of("02", "Bo")),
            new CsvRow.Cells(4, List.of("03", "Eva")));
  }

  @Test
  void shouldSkipTheMarkOfAFilesEnd() throws IOException {
    assertThat(read("01Ana \r\n\u001A")).containsExactly(new CsvRow.Cells(1, List.of("01", "Ana")));
  }

  @Test
  void shouldCountCharactersAsPeopleDo() throws IOException {
    assertThat(read("\uD83D\uDE001Ana \n02B\uD83D\uDE00  \n"))
        .containsExactly(
            new CsvRow.Cells(1, List.of("\uD83D\uDE001", "Ana")),
            new CsvRow.Cells(2, List.of("02", "B\uD83D\uDE00")));
  }

  private static List<CsvRow> read(String text) throws IOException {
    try (FixedWidthTable table = open(text);
        Stream<CsvRow> rows = table.rows()) {
      return rows.toList();
    }
  }

  private static FixedWidthTable open(String text) {
    return FixedWidthTable.open(new ByteArrayInputStream(text.getBytes(UTF_8)), UTF_8, COLUMNS, 6);
  }

  private static Column at(String name, int from, int length) {
    return new Column(
        name,
        name,
        new CellKind.Text(),
        false,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Column.Span(from, length)));
  }
}
