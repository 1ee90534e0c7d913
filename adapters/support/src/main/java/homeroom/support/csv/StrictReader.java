package homeroom.support.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes bytes and stops at the first that makes no sense, knowing its line; the JDK's reader
 * would either replace it or not know where it was. Every byte makes sense in a character set of
 * single bytes, so there what is UTF-8 to its end is refused. Skips a byte order mark, and what old
 * systems write as the mark of a file's end. Not thread-safe.
 */
final class StrictReader extends Reader {

  private static final int CHUNK = 16 * 1024;
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char END_MARK = '\u001A';

  /** They may fill up the last block of a disk. */
  private static final int MOST_END_MARKS = 1024;

  private final InputStream in;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final Optional<Utf8Sight> utf8;
  private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK).flip();
  private final CharBuffer chars = CharBuffer.allocate(CHUNK).flip();
  private int endMarks;
  private boolean begun;
  private boolean ended;
  private long line = 1;
  private char last = '\n';
  private @Nullable CsvFault fault;

  StrictReader(InputStream in, Charset charset) {
    this.in = in;
    this.charset = charset;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    this.utf8 = Utf8Sight.beside(charset);
  }

  /** Whether the last character read so far ended a line. */
  boolean atLineEnd() {
    return last == '\n' || last == '\r';
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    while (!chars.hasRemaining()) {
      if (fault != null) {
        throw fault;
      }
      if (ended) {
        return -1;
      }
      refill();
    }
    int count = Math.min(length, chars.remaining());
    chars.get(target, offset, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** What was decoded before a fault is handed out first, so that rows above it are still seen. */
  private void refill() throws IOException {
    readBytes();
    chars.clear();
    while (endMarks > 0) {
      chars.put(END_MARK);
      endMarks--;
    }
    CoderResult result = decoder.decode(bytes, chars, ended);
    if (ended && result.isUnderflow()) {
      result = decoder.flush(chars);
      ended = result.isUnderflow();
    } else if (ended && result.isOverflow()) {
      ended = false;
    }
    chars.flip();
    skipMark();
    holdEndMarksBack();
    countLines();
    if (result.isError()) {
      fault = new CsvFault(CsvFault.Kind.NOT_TEXT, line, "the bytes are not " + charset.name());
    } else if (ended && fault == null) {
      fault = utf8.flatMap(sight -> sight.fault(charset)).orElse(null);
    }
  }

  private void readBytes() throws IOException {
    bytes.compact();
    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (count > 0) {
      int from = bytes.position();
      utf8.ifPresent(sight -> sight.add(bytes.array(), from, count));
      bytes.position(bytes.position() + count);
    }
    ended = count < 0;
    bytes.flip();
  }

  private void skipMark() {
    if (!begun && chars.hasRemaining()) {
      begun = true;
      if (chars.get(chars.position()) == BYTE_ORDER_MARK) {
        chars.get();
      }
    }
  }

  /** Until something follows. */
  private void holdEndMarksBack() {
    int end = chars.limit();
    while (end > chars.position() && endMarks < MOST_END_MARKS && chars.get(end - 1) == END_MARK) {
      end--;
      endMarks++;
    }
    chars.limit(end);
  }

  private void countLines() {
    for (int i = chars.position(); i < chars.limit(); i++) {
      char c = chars.get(i);
      if (c == '\r' || (c == '\n' && last != '\r')) {
        line++;
      } else if (c == 0 && fault == null) {
        fault = new CsvFault(CsvFault.Kind.NOT_TEXT, line, "there is a NUL character");
      }
      last = c;
    }
  }
}
