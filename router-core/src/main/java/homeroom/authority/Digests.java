package homeroom.authority;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Names for things that are the same whenever they are made of the same parts. */
public final class Digests {

  private static final MessageDigest SHA256 = sha256();

  private Digests() {}

  /** 22 characters of URL-safe base 64, from 128 bits of SHA-256 over the parts. */
  public static String name(String... parts) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sha256(parts), 16));
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
