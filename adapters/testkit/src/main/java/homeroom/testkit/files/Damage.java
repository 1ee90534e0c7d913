package homeroom.testkit.files;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** What can happen to a file on its way; the same seed does the same. */
public final class Damage {

  private static final List<Charset> OTHERS =
      List.of(
          StandardCharsets.UTF_16,
          StandardCharsets.UTF_16LE,
          StandardCharsets.ISO_8859_1,
          Charset.forName("IBM037"));

  private Damage() {}

  /** A bit turned, bytes zeroed, cut off, left out or overwritten. */
  public static byte[] bytes(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    int length = Math.min(1 + random.nextInt(40), bytes.length - at);
    byte[] copy = bytes.clone();
    switch (random.nextInt(5)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> Arrays.fill(copy, at, at + length, (byte) 0);
      case 2 -> copy = Arrays.copyOf(bytes, at);
      case 3 -> copy = without(bytes, at, length);
      default -> {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, copy, at, length);
      }
    }
    return copy;
  }

  /** One bit turned. */
  public static byte[] flipped(byte[] bytes, Random random) {
    byte[] copy = bytes.clone();
    copy[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return copy;
  }

  private static byte[] without(byte[] bytes, int from, int length) {
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
    System.arraycopy(bytes, from + length, shorter, from, bytes.length - from - length);
    return shorter;
  }

  /**
   * A CSV file that is cut off, in another order, with rows twice, in another character set or
   * without one of its quotes. What looks like something that a source might mean is left out: a
   * cut between two rows or in the last cell of one.
   *
   * @param text with a header, a non-ASCII letter and a quote, and a newline at its end
   * @return empty for what is left out
   */
  public static Optional<byte[]> table(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<String> rows = new ArrayList<>(List.of(text.split("(?<=\n)")));
    String header = rows.removeFirst();
    return switch (random.nextInt(5)) {
      case 0 -> cut(bytes, random.nextInt(bytes.length));
      case 1 -> {
        Collections.shuffle(rows, random);
        yield Optional.of(joined(header, rows));
      }
      case 2 -> {
        rows.add(random.nextInt(rows.size()), rows.get(random.nextInt(rows.size())));
        yield Optional.of(joined(header, rows));
      }
      case 3 -> Optional.of(text.getBytes(OTHERS.get(random.nextInt(OTHERS.size()))));
      default -> Optional.of(withoutAQuote(text, random).getBytes(StandardCharsets.UTF_8));
    };
  }

  private static byte[] joined(String header, List<String> rows) {
    return (header + String.join("", rows)).getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<byte[]> cut(byte[] bytes, int end) {
    String rest = new String(bytes, end, bytes.length - end, StandardCharsets.ISO_8859_1);
    boolean lastCell = rest.indexOf(',') < 0 || rest.indexOf('\n') < rest.indexOf(',');
    return end == 0 || bytes[end - 1] == '\n' || lastCell
        ? Optional.empty()
        : Optional.of(Arrays.copyOf(bytes, end));
  }

  private static String withoutAQuote(String text, Random random) {
    int[] quotes = IntStream.range(0, text.length()).filter(i -> text.charAt(i) == '"').toArray();
    int quote = quotes[random.nextInt(quotes.length)];
    return text.substring(0, quote) + text.substring(quote + 1);
  }
}
