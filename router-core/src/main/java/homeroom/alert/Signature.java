package homeroom.alert;

import homeroom.api.Failure;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as Standard Webhooks says: {@code v1,} and HMAC-SHA-256 over id, time and body. */
final class Signature {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";

  private Signature() {}

  /**
   * @param seconds of the attempt, since the epoch
   * @throws NotSent if the secret is none
   */
  static String of(String secret, String id, long seconds, String body) throws NotSent {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key(secret), ALGORITHM));
      byte[] signed = (id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8);
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, impossible);
    }
  }

  private static byte[] key(String secret) throws NotSent {
    try {
      byte[] key =
          secret.startsWith(PREFIX)
              ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
              : new byte[0];
      if (key.length > 0) {
        return key;
      }
    } catch (IllegalArgumentException notBase64) {
      // Said below, without a word of what it is.
    }
    throw new NotSent(
        Failure.of(
            Failure.Kind.CREDENTIAL,
            "ALERT_SECRET_INVALID",
            "Signing a webhook: the secret is not whsec_ followed by base 64.",
            "Put the secret there as the receiver shows it."));
  }
}
