package homeroom.support.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognises by its first bytes what a file is, whatever its name says. Only what no table of texts
 * can begin with is recognised, so that no CSV file is refused by mistake.
 */
public final class Recognition {

  /** How many bytes are enough. */
  private static final int HEAD = 4096;

  /** What formats begin with, as Latin-1. */
  private record Beginning(String bytes, Foreign kind) {}

  private static final List<Beginning> BEGINNINGS =
      List.of(
          new Beginning("%PDF-", Foreign.PDF),
          new Beginning("{\\rtf", Foreign.DOCUMENT),
          new Beginning("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", Foreign.OFFICE),
          new Beginning("\u001f\u008b", Foreign.GZIP),
          new Beginning("7z\u00bc\u00af'\u001c", Foreign.ARCHIVE),
          new Beginning("Rar!\u001a\u0007", Foreign.ARCHIVE),
          new Beginning("BZh9", Foreign.ARCHIVE),
          new Beginning("\u00fd7zXZ\u0000", Foreign.ARCHIVE),
          new Beginning("\u0028\u00b5\u002f\u00fd", Foreign.ARCHIVE),
          new Beginning("\u0089PNG\r\n", Foreign.IMAGE),
          new Beginning("\u00ff\u00d8\u00ff", Foreign.IMAGE),
          new Beginning("GIF87a", Foreign.IMAGE),
          new Beginning("GIF89a", Foreign.IMAGE),
          new Beginning("II*\u0000", Foreign.IMAGE));

  private static final String ZIP = "PK\u0003\u0004";
  private static final int ZIP_NAME_LENGTH = 26;
  private static final int ZIP_NAME = 30;

  private static final Pattern OFFICE_ENTRY =
      Pattern.compile("(\\[Content_Types]\\.xml|_rels/|docProps/|xl/|word/|ppt/).*");

  private static final Pattern PAGE =
      Pattern.compile(
          "\\s*(<\\?xml[^>]*>\\s*)?(<!--.*?-->\\s*)*<(!doctype\\s+html|html|head|body|script)\\b.*",
          Pattern.DOTALL);

  private static final Pattern XML = Pattern.compile("\\s*<\\?xml\\s.*", Pattern.DOTALL);

  private static final Pattern JSON =
      Pattern.compile(
          "\\s*(\\{\\s*[\"}]|\\[\\s*([{\\[\\]]|\"[^\"\\n]*\"\\s*,\\s*\\n)).*", Pattern.DOTALL);

  private Recognition() {}

  /**
   * What a file is that should be a table of texts; empty if it may be one. Reads some bytes and
   * leaves the stream open.
   */
  public static Optional<Foreign> inPlaceOfTable(InputStream bytes) throws IOException {
    return inPlaceOfTable(bytes.readNBytes(HEAD));
  }

  /** What a file is that should be a ZIP archive of tables; empty if it may be one. */
  public static Optional<Foreign> inPlaceOfZip(InputStream bytes) throws IOException {
    return inPlaceOfTable(bytes.readNBytes(HEAD)).filter(kind -> kind != Foreign.ZIP);
  }

  static Optional<Foreign> inPlaceOfTable(byte[] head) {
    String raw = new String(head, StandardCharsets.ISO_8859_1);
    if (raw.startsWith(ZIP)) {
      return Optional.of(ofFirstEntry(raw));
    }
    return BEGINNINGS.stream()
        .filter(beginning -> raw.startsWith(beginning.bytes()))
        .map(Beginning::kind)
        .findFirst()
        .or(() -> ofText(text(head)));
  }

  private static Foreign ofFirstEntry(String raw) {
    if (raw.length() < ZIP_NAME) {
      return Foreign.ZIP;
    }
    int length = raw.charAt(ZIP_NAME_LENGTH) + (raw.charAt(ZIP_NAME_LENGTH + 1) << 8);
    String name = raw.substring(ZIP_NAME, Math.min(raw.length(), ZIP_NAME + length));
    if (name.equals("mimetype")) {
      return openDocument(raw.substring(ZIP_NAME + length));
    }
    return OFFICE_ENTRY.matcher(name).matches() ? office(raw) : Foreign.ZIP;
  }

  private static Foreign openDocument(String rest) {
    if (rest.contains("opendocument.spreadsheet")) {
      return Foreign.SPREADSHEET;
    }
    return rest.contains("opendocument.presentation") ? Foreign.PRESENTATION : Foreign.DOCUMENT;
  }

  /** The names of the first parts may tell which program it is of. */
  private static Foreign office(String raw) {
    if (raw.contains("xl/")) {
      return Foreign.SPREADSHEET;
    }
    return raw.contains("word/") ? Foreign.DOCUMENT : Foreign.OFFICE;
  }

  private static Optional<Foreign> ofText(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (PAGE.matcher(lower).matches()) {
      return Optional.of(Foreign.WEB_PAGE);
    }
    if (XML.matcher(lower).matches()) {
      return Optional.of(Foreign.XML);
    }
    return JSON.matcher(lower).matches() ? Optional.of(Foreign.JSON) : Optional.empty();
  }

  /** As far as it is one: without a mark at its beginning, and without the zeros of UTF-16. */
  private static String text(byte[] head) {
    byte[] mark = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    boolean marked = head.length > 3 && Arrays.equals(head, 0, 3, mark, 0, 3);
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return marked
        ? text.substring(3)
        : text.replaceFirst("^(\u00ff\u00fe|\u00fe\u00ff)", "").replace("\u0000", "");
  }
}
