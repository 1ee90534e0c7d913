package homeroom.testkit.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A request of HTTP/1.1 whose body, if it has one, says its length.
 *
 * @param head first line and headers, with the empty line at their end
 */
record Message(String head, byte[] body) {

  /** The next request of a connection. */
  static Message read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!ended(head)) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the connection ended");
      }
      head.write(next);
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    return new Message(text, in.readNBytes(length(text)));
  }

  private static boolean ended(ByteArrayOutputStream head) {
    byte[] bytes = head.toByteArray();
    int size = bytes.length;
    return size >= 4
        && Arrays.equals(bytes, size - 4, size, new byte[] {'\r', '\n', '\r', '\n'}, 0, 4);
  }

  private static int length(String head) {
    return head.lines()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith("content-length:"))
        .map(line -> Integer.parseInt(line.substring("content-length:".length()).strip()))
        .findFirst()
        .orElse(0);
  }

  boolean writes() {
    return !head.startsWith("GET ") && !head.startsWith("HEAD ");
  }

  /** As the server is to get it, for a connection that ends with the answer. */
  byte[] lastOfItsConnection() {
    String headers =
        head.lines()
            .filter(
                line -> !line.isEmpty() && !line.toLowerCase(Locale.ROOT).startsWith("connection:"))
            .collect(Collectors.joining("\r\n"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        (headers + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }
}
