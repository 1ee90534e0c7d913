package homeroom.api;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.lang.foreign.MemorySegment;
import java.security.SecureRandom;
import java.util.List;

/**
 * Takes fingerprints, which are good for as long as the process runs: they depend on a number by
 * chance, so that nobody outside can make two contents that have the same. Not thread-safe.
 */
public final class Fingerprinter {

  private static final long SEED = new SecureRandom().nextLong();

  private final HashStream128 stream = Hashing.xxh3_128(SEED).hashStream();
  private final Fingerprint context;
  private byte[] bytes = new byte[1 << 10];

  /**
   * One whose fingerprints are of texts in a context: the same texts elsewhere have others.
   *
   * @param context for example the names of the columns in which they stand
   */
  public Fingerprinter(List<String> context) {
    this.context = taken(context);
  }

  /** Of texts in their order; which stand in which place matters. */
  public Fingerprint of(List<String> texts) {
    stream.reset().putLong(context.high()).putLong(context.low());
    return taken(texts);
  }

  /**
   * Of texts that stand one behind the other.
   *
   * @param chars of all texts
   * @param ends where each text ends
   */
  public Fingerprint of(char[] chars, int[] ends) {
    int length = chars.length * Character.BYTES + ends.length * Integer.BYTES;
    if (length > bytes.length) {
      bytes = new byte[2 * length];
    }
    MemorySegment to = MemorySegment.ofArray(bytes);
    MemorySegment.copy(
        MemorySegment.ofArray(chars), 0, to, 0, (long) chars.length * Character.BYTES);
    MemorySegment.copy(
        MemorySegment.ofArray(ends),
        0,
        to,
        (long) chars.length * Character.BYTES,
        (long) ends.length * Integer.BYTES);
    stream.reset().putLong(context.high()).putLong(context.low()).putBytes(bytes, 0, length);
    return taken();
  }

  private Fingerprint taken(List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      stream.putString(texts.get(i));
    }
    return taken();
  }

  private Fingerprint taken() {
    HashValue128 value = stream.get();
    return new Fingerprint(value.getMostSignificantBits(), value.getLeastSignificantBits());
  }
}
