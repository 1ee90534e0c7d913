package homeroom.support.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homeroom.support.csv.CsvFault.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvTableTest {

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void shouldReadEveryLineEnd(String end) throws IOException {
    String text = String.join(end, "a,b", "1,2", "3,4");
    assertThat(read(text)).containsExactly(cells(2, "1", "2"), cells(3, "3", "4"));
  }

  @Test
  void shouldReadMixedLineEndsAndKeepCountingLines() throws IOException {
    assertThat(read("a,b\r\n1,2\n\n\"x\ny\",4\r\n5,6\n"))
        .containsExactly(cells(2, "1", "2"), cells(4, "x\ny", "4"), cells(6, "5", "6"));
  }

  @Test
  void shouldIgnoreAByteOrderMark() throws IOException {
    try (CsvTable table = open("\uFEFFid,name\n1,Ana\n".getBytes(UTF_8), UTF_8)) {
      assertThat(table.columns()).containsExactly("id", "name");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001A", "\u001A\u001A\u001A", ""})
  void shouldSkipTheMarkOfAFilesEnd(String mark) throws IOException {
    assertThat(read("a,b\r\n1,2\r\n" + mark)).containsExactly(cells(2, "1", "2"));
    assertThat(read("a,b\n1,x\u001Ay\n2,\u001A\n" + mark))
        .containsExactly(cells(2, "1", "x\u001Ay"), cells(3, "2", "\u001A"));
  }

  @Test
  void shouldReadQuotedDelimitersAndDoubledQuotes() throws IOException {
    assertThat(read("a,b\n\"1,2\",\"say \"\"hi\"\"\"\n"))
        .containsExactly(cells(2, "1,2", "say \"hi\""));
  }

  @Test
  void shouldTakeAQuoteInsideAnUnquotedCellAsItIs() throws IOException {
    assertThat(read("a,b\n5\" pipe,x\n6,y\n"))
        .containsExactly(cells(2, "5\" pipe", "x"), cells(3, "6", "y"));
  }

  @Test
  void shouldUseTheDelimiterAndCharsetOfTheDialect() throws IOException {
    CsvDialect dialect = new CsvDialect(';', ISO_8859_1);
    byte[] bytes = "a;b\nJosé;1,5\n".getBytes(ISO_8859_1);
    try (CsvTable table = CsvTable.open(new ByteArrayInputStream(bytes), dialect)) {
      assertThat(table.rows()).containsExactly(cells(2, "José", "1,5"));
    }
  }

  @Test
  void shouldDropColumnsWithoutAName() throws IOException {
    assertThat(read("a,,b,,\n1,x,2\n3,y,4,,\n5,z,6,,,\n"))
        .containsExactly(cells(2, "1", "2"), cells(3, "3", "4"), cells(4, "5", "6"));
  }

  @Test
  void shouldShowRowsWithTooFewOrTooManyCells() throws IOException {
    assertThat(read("a,b,c\n1,2\n1,2,3,4\n1,2,3\n"))
        .containsExactly(
            new CsvRow.Ragged(2, 2, 3), new CsvRow.Ragged(3, 4, 3), cells(4, "1", "2", "3"));
  }

  @Test
  void shouldAcceptALastRowWithoutLineEnd() throws IOException {
    assertThat(read("a,b\n1,2")).containsExactly(cells(2, "1", "2"));
  }

  @Test
  void shouldRefuseAFileThatEndsInsideARow() {
    assertThat(fault("a,b,c\n1,2,3\n4,5"))
        .returns(Kind.CUT_SHORT, CsvFault::kind)
        .returns(3L, CsvFault::line);
  }

  @Test
  void shouldNotTakeAShortLastRowWithALineEndForACutFile() throws IOException {
    assertThat(read("a,b\n1\n")).containsExactly(new CsvRow.Ragged(2, 1, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,2\n3,\"x",
        "a,b\n1,2\n3,\"x\n4,5\n6,7\n",
        "a,b\n1,2\n3,\"x\"y\n",
        "a,b\n1,2\n3,\"x\n4,5\n6,\"\n",
        "a,b,c\n1,2,2\n\"3,x\n4,5\",6,7,8\n"
      })
  void shouldRefuseQuotesThatDoNotMatch(String text) {
    assertThat(fault(text)).returns(Kind.BAD_QUOTES, CsvFault::kind).returns(3L, CsvFault::line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,\"b\n1,2\n3,4\"\n5,6\n", "a,\"b\n1,2\n3,4\n"})
  void shouldNotTakeRowsForTheNameOfAColumn(String text) {
    assertThat(fault(text)).returns(Kind.BAD_QUOTES, CsvFault::kind).returns(1L, CsvFault::line);
  }

  @Test
  void shouldNameTheLineOfBytesThatAreNotUtf8() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("a,b\r\n".getBytes(UTF_8));
    for (int i = 0; i < 9_000; i++) {
      bytes.write("né,1\r\n".getBytes(UTF_8));
    }
    bytes.write("Jos\u00e9,2\r\n".getBytes(ISO_8859_1));
    bytes.write("x,3\r\n".getBytes(UTF_8));
    assertThat(fault(bytes.toByteArray()))
        .returns(Kind.NOT_TEXT, CsvFault::kind)
        .returns(9_002L, CsvFault::line);
  }

  @Test
  void shouldRefuseACharacterCutInTheMiddle() {
    byte[] whole = "a,b\n1,é".getBytes(UTF_8);
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    assertThat(fault(cut)).returns(Kind.NOT_TEXT, CsvFault::kind).returns(2L, CsvFault::line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows-1252", "ISO-8859-1", "windows-1251"})
  void shouldRefuseUtf8WhereSingleBytesAreDeclared(String declared) {
    String ascii = "1,Ana\r\n".repeat(9_000);
    byte[] bytes = ("id,name\r\n" + ascii + "2,José€\r\n".repeat(9_000)).getBytes(UTF_8);

    CsvFault fault = fault(bytes, Charset.forName(declared));

    assertThat(fault)
        .returns(Kind.NOT_TEXT, CsvFault::kind)
        .returns(9_002L, CsvFault::line)
        .hasMessageContaining("look like UTF-8", declared);
    assertThat(fault.failure("CSV", "x.csv").remedy()).contains("UTF-8 as the charset");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nAna\n", "a\nJosé\n", "a\nÃ©\nJosé\n", "a\nÃ"})
  void shouldReadSingleBytesThatAreNotUtf8(String text) throws IOException {
    byte[] bytes = text.getBytes(ISO_8859_1);

    try (CsvTable table = open(bytes, ISO_8859_1)) {
      assertThat(table.rows().toList()).isNotEmpty();
    }
  }

  @Test
  void shouldRefuseNulCharacters() {
    assertThat(fault("a,b\n1,2\n\0\0\0\0"))
        .returns(Kind.NOT_TEXT, CsvFault::kind)
        .returns(3L, CsvFault::line);
  }

  @Test
  void shouldRefuseTwoColumnsOfOneName() {
    assertThat(fault("a,b, a\n1,2,3\n"))
        .returns(Kind.DUPLICATE_COLUMN, CsvFault::kind)
        .hasMessageContaining("columns 1 and 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", ",,\n1,2,3\n"})
  void shouldRefuseAFileWithoutAHeader(String text) {
    assertThat(fault(text)).returns(Kind.NO_HEADER, CsvFault::kind);
  }

  @Test
  void shouldCountRowsAndRefuseAHeaderAlone() throws IOException {
    assertThat(summary("a,b\n1,2\n3\n4,5\n")).isEqualTo(new CsvSummary(List.of("a", "b"), 3, 1));
    assertThatThrownBy(() -> summary("a,b\n\n"))
        .isInstanceOfSatisfying(CsvFault.class, f -> assertThat(f.kind()).isEqualTo(Kind.NO_ROWS));
  }

  @Test
  void shouldNeverPutACellIntoTheTextOfAFault() {
    CsvFault fault = fault("a,b\n1,2\n\"SECRET\"SECRET,x\n");
    assertThat(fault.failure("CSV", "x.csv").toString()).doesNotContain("SECRET", "'S'");
    assertThat(fault.failure("CSV", "x.csv").code()).isEqualTo("CSV_BAD_QUOTES");
  }

  private static CsvRow cells(long line, String... cells) {
    return new CsvRow.Cells(line, List.of(cells));
  }

  private static List<CsvRow> read(String text) throws IOException {
    try (CsvTable table = open(text.getBytes(UTF_8), UTF_8);
        Stream<CsvRow> rows = table.rows()) {
      return rows.toList();
    }
  }

  private static CsvTable open(byte[] bytes, Charset charset) throws IOException {
    return CsvTable.open(new ByteArrayInputStream(bytes), new CsvDialect(',', charset));
  }

  private static CsvSummary summary(String text) throws IOException {
    return CsvSummary.of(new ByteArrayInputStream(text.getBytes(UTF_8)), CsvDialect.STANDARD);
  }

  private static CsvFault fault(String text) {
    return fault(text.getBytes(UTF_8));
  }

  private static CsvFault fault(byte[] bytes) {
    return fault(bytes, UTF_8);
  }

  private static CsvFault fault(byte[] bytes, Charset charset) {
    CsvDialect dialect = new CsvDialect(',', charset);
    return catchThrowableOfType(
        CsvFault.class, () -> CsvSummary.of(new ByteArrayInputStream(bytes), dialect));
  }
}
