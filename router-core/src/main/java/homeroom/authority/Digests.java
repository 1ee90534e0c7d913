package homeroom.authority;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.apache.commons.codec.digest.MurmurHash3;

/** Names for things that are the same whenever they are made of the same parts. */
public final class Digests {

  private static final int BYTES = 16;
  private static final Base64.Encoder URL_SAFE = Base64.getUrlEncoder().withoutPadding();
  private static final MessageDigest SHA256 = sha256();

  private Digests() {}

  /** 22 characters of URL-safe base 64, from 128 bits of SHA-256 over the parts. */
  public static String name(String... parts) {
    return written(Arrays.copyOf(sha256(parts), BYTES));
  }

  /** What several names have in common. */
  static Name of(String... parts) {
    return new Name(Arrays.copyOf(sha256(parts), BYTES));
  }

  /** The common part of names that differ in one thing. */
  static final class Name {
    private final byte[] common;

    private Name(byte[] common) {
      this.common = common;
    }

    /** The name of one of them, of 22 characters as well. */
    String with(String one) {
      byte[] bytes = one.getBytes(StandardCharsets.UTF_8);
      long[] print = MurmurHash3.hash128x64(bytes, 0, bytes.length, 0);
      ByteBuffer mixed = ByteBuffer.allocate(BYTES);
      ByteBuffer here = ByteBuffer.wrap(common);
      mixed.putLong(here.getLong() ^ print[0]).putLong(here.getLong() ^ print[1]);
      return written(mixed.array());
    }
  }

  private static String written(byte[] bytes) {
    return URL_SAFE.encodeToString(bytes);
  }

  private static byte[] sha256(String... parts) {
    byte[][] texts = new byte[parts.length][];
    int length = 0;
    for (int i = 0; i < parts.length; i++) {
      texts[i] = parts[i].getBytes(StandardCharsets.UTF_8);
      length += Integer.BYTES + texts[i].length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] text : texts) {
      all.putInt(text.length).put(text);
    }
    return newSha256().digest(all.array());
  }

  /** A copy of one that took nothing yet: asking Java for another one takes longer. */
  private static MessageDigest newSha256() {
    try {
      return (MessageDigest) SHA256.clone();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("Java's own SHA-256 can be copied", impossible);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
