package homeroom.authority;

import homeroom.api.Value;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * 64 bits by which two things can be told apart when only one is at hand. For comparing with what
 * the hub itself wrote down; no protection against anybody who wants two things to look alike.
 */
public final class Fingerprint {

  private static final int SEED = 0;

  private byte[] bytes = new byte[256];
  private int length;

  /** For one thread. */
  Fingerprint() {}

  /** Of a text; never 0. */
  public static long of(String text) {
    Fingerprint print = new Fingerprint();
    print.add(text);
    return never0(print.take());
  }

  /** Of a value, its type included; never 0. */
  public static long of(Value value) {
    return new Fingerprint().take(value);
  }

  /** Of names and their values, the same in whatever order; never 0. */
  public static long of(Map<String, Value> values) {
    Fingerprint print = new Fingerprint();
    long sum = 0;
    for (Map.Entry<String, Value> entry : values.entrySet()) {
      sum += entry(of(entry.getKey()), print.take(entry.getValue()));
    }
    return whole(sum);
  }

  /**
   * Of a name and its value, by their own: a part of the sum that all names and values make. The
   * same value under another name is another thing.
   */
  public static long entry(long name, long value) {
    long mixed = (name ^ Long.rotateLeft(value, 32)) * 0x9E3779B97F4A7C15L;
    return (mixed ^ mixed >>> 32) * 0x9E3779B97F4A7C15L + value;
  }

  /** Of all names and their values, by the sum of the entries; never 0. */
  public static long whole(long sum) {
    return never0(sum);
  }

  /** Of a value, its type included; never 0. For many of them, one after the other. */
  long take(Value value) {
    add(value);
    return never0(take());
  }

  private static long never0(long print) {
    return print == 0 ? 1 : print;
  }

  private long take() {
    long print = MurmurHash3.hash128x64(bytes, 0, length, SEED)[0];
    length = 0;
    return print;
  }

  private void add(Value value) {
    switch (value) {
      case Value.Null n -> add((byte) '0');
      case Value.Text(var text) -> add('t', text);
      case Value.Flag(var flag) -> add((byte) (flag ? '+' : '-'));
      case Value.Whole(var number) -> add('w', Long.toString(number));
      case Value.Decimal d -> add('d', d.toString());
      case Value.Day d -> add('y', d.toString());
      case Value.Moment m -> add('m', m.toString());
      case Value.Items(var items) -> {
        add((byte) 'i');
        items.forEach(this::add);
      }
    }
  }

  private void add(char type, String text) {
    add((byte) type);
    add(text);
  }

  private void add(byte one) {
    makeRoom(1);
    bytes[length++] = one;
  }

  /** Its length goes first, so that two texts are not taken for two others. */
  private void add(String text) {
    int characters = text.length();
    makeRoom(Integer.BYTES + Character.BYTES * characters);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      bytes[length++] = (byte) (characters >>> shift);
    }
    for (int i = 0; i < characters; i++) {
      char one = text.charAt(i);
      bytes[length++] = (byte) one;
      bytes[length++] = (byte) (one >>> Byte.SIZE);
    }
  }

  private void makeRoom(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
