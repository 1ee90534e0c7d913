package homeroom.support.csv;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Tells whether bytes that are read in a character set of single bytes are UTF-8: some are not
 * ASCII, and all of those stand together as UTF-8 puts them. A text in such a character set is
 * hardly ever like that. Not thread-safe.
 */
final class Utf8Sight {

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  private ByteBuffer begun = ByteBuffer.allocate(0);
  private boolean possible = true;
  private long line = 1;
  private long firstLine;
  private char last = '\n';

  private Utf8Sight() {}

  /** Empty where a character can have more bytes than one: there the decoder itself finds out. */
  static Optional<Utf8Sight> beside(Charset charset) {
    return charset.canEncode() && charset.newEncoder().maxBytesPerChar() == 1
        ? Optional.of(new Utf8Sight())
        : Optional.empty();
  }

  void add(byte[] bytes, int from, int count) {
    if (possible) {
      ByteBuffer all = ByteBuffer.allocate(begun.remaining() + count);
      all.put(begun).put(bytes, from, count).flip();
      CharBuffer chars = CharBuffer.allocate(all.remaining());
      possible = !decoder.decode(all, chars, false).isError();
      begun = all;
      look(chars.flip());
    }
  }

  /** After the last byte. */
  Optional<CsvFault> fault(Charset declared) {
    return possible && !begun.hasRemaining() && firstLine > 0
        ? Optional.of(
            new CsvFault(
                CsvFault.Kind.NOT_TEXT,
                firstLine,
                "the bytes look like UTF-8, and " + declared.name() + " is declared",
                "Name UTF-8 as the charset, or have the file exported in "
                    + declared.name()
                    + " as before."))
        : Optional.empty();
  }

  private void look(CharBuffer chars) {
    while (firstLine == 0 && chars.hasRemaining()) {
      char c = chars.get();
      if (c >= 0x80) {
        firstLine = line;
      } else if (c == '\r' || (c == '\n' && last != '\r')) {
        line++;
      }
      last = c;
    }
  }
}
