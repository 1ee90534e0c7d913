package homeroom.adapters.canvas;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.PushSource;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proof that a notification is from Canvas: header {@code X-Canvas-Signature} with {@code sha256=}
 * and the hexadecimal HMAC-SHA256 of the body under the shared secret.
 */
record Signature(Supplier<String> secret) {

  private static final String HEADER = "x-canvas-signature";
  private static final String ALGORITHM = "HmacSHA256";

  /** Throws unless the body was signed; takes the same time however much of it is right. */
  void verify(PushSource.Request request) throws AdapterFailure {
    byte[] given = request.headers().getOrDefault(HEADER, "").getBytes(StandardCharsets.UTF_8);
    byte[] right = ("sha256=" + hmac(request.body())).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(right, given)) {
      throw new AdapterFailure(
          Failure.of(
              Failure.Kind.CREDENTIAL,
              "CANVAS_SIGNATURE",
              "receiving events from Canvas: the signature is missing or wrong",
              "Give Canvas's subscription and this source the same secret."));
    }
  }

  private String hmac(byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.get().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
    }
  }
}
