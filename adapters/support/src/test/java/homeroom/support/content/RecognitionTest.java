package homeroom.support.content;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecognitionTest {

  private static Optional<Foreign> table(byte[] bytes) throws IOException {
    return Recognition.inPlaceOfTable(new ByteArrayInputStream(bytes));
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] zip(String... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(latin("application/vnd.oasis.opendocument.spreadsheet"));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "%PDF-1.7                              | PDF",
        "{\\rtf1\\ansi                         | DOCUMENT",
        "<!DOCTYPE html><html><body>Sign in    | WEB_PAGE",
        "<html lang=\"en\">                    | WEB_PAGE",
        "<!-- saved --><HTML>                  | WEB_PAGE",
        "<?xml version=\"1.0\"?><html>         | WEB_PAGE",
        "<?xml version=\"1.0\"?><Error>        | XML",
        "{\"error\": \"expired\"}              | JSON",
        "[{\"id\": 1}]                         | JSON",
        "{}                                    | JSON",
        "GIF89a...                             | IMAGE",
      })
  void shouldRecogniseTexts(String text, Foreign kind) throws IOException {
    assertThat(table(latin(text))).contains(kind);
    assertThat(table(("\ufeff" + text).getBytes(StandardCharsets.UTF_8)).orElse(kind))
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "id,name\n1,x\n",
        "\"id\",\"name\"\n",
        "[School],[Student]\n",
        "[id,name]\n1,2\n",
        "{id},{name}\n1,2\n",
        "<5 days,name\n",
        "<htmlized>,x\n",
        "PK,school\n1,2\n",
        "PDF,name\n",
        "II,III\n1,2\n",
        "BM,BMI\n1,2\n",
        "From,To,Subject,Date\n",
        " \n\nid,name\n"
      })
  void shouldTakeNoTableForSomethingElse(String text) throws IOException {
    for (Charset charset : new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16}) {
      assertThat(table(text.getBytes(charset))).isEmpty();
    }
  }

  @Test
  void shouldRecogniseWhatIsPacked() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(latin("id,name\n"));
    }
    assertThat(table(gzip.toByteArray())).contains(Foreign.GZIP);
    assertThat(table(zip("users.csv"))).contains(Foreign.ZIP);
    assertThat(table(latin("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1\0\0")))
        .contains(Foreign.OFFICE);
    assertThat(table(latin("PK\u0003\u0004"))).contains(Foreign.ZIP);
  }

  /** Programs write the parts of a spreadsheet in different orders. */
  @Test
  void shouldTellSpreadsheetsAndDocumentsFromArchives() throws IOException {
    assertThat(table(zip("[Content_Types].xml", "xl/workbook.xml"))).contains(Foreign.SPREADSHEET);
    assertThat(table(zip("docProps/app.xml", "xl/workbook.xml"))).contains(Foreign.SPREADSHEET);
    assertThat(table(zip("xl/workbook.xml"))).contains(Foreign.SPREADSHEET);
    assertThat(table(zip("[Content_Types].xml", "word/document.xml"))).contains(Foreign.DOCUMENT);
    assertThat(table(zip("mimetype", "content.xml"))).contains(Foreign.SPREADSHEET);
  }

  @Test
  void shouldLetAnArchiveOfTablesPassWhereOneIsExpected() throws IOException {
    assertThat(Recognition.inPlaceOfZip(new ByteArrayInputStream(zip("users.csv")))).isEmpty();
    assertThat(Recognition.inPlaceOfZip(new ByteArrayInputStream(zip("xl/workbook.xml"))))
        .contains(Foreign.SPREADSHEET);
  }

  @Test
  void shouldSayWhatItIsAndWhatToAskFor() {
    Failure failure = Foreign.PDF.failure("scores.csv");

    assertThat(failure.code()).isEqualTo("FILE_IS_REPORT");
    assertThat(failure.message())
        .isEqualTo("Reading scores.csv: it is a PDF document, made for people to read.");
    assertThat(failure.remedy()).contains("CSV export");
    assertThat(Foreign.SPREADSHEET.failure("x.csv").code()).isEqualTo("FILE_IS_OTHER");
  }
}
