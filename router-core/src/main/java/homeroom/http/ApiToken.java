package homeroom.http;

import homeroom.files.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret that those who may use the hub's interface know: whoever can read the hub's data
 * folder. Kept over restarts; delete the file to make a new one with the next start.
 */
public final class ApiToken {

  /** The file in the data folder. */
  public static final String FILE = "api-token";

  private static final String SCHEME = "Bearer ";

  private final byte[] token;

  private ApiToken(String token) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads the token, or makes one that only the hub's user can read. */
  public static ApiToken open(Path data) throws IOException {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      byte[] fresh = new byte[32];
      new SecureRandom().nextBytes(fresh);
      PrivateFile.createOnce(
          file, Base64.getUrlEncoder().withoutPadding().encodeToString(fresh) + "\n");
    }
    String token = Files.readString(file, StandardCharsets.UTF_8).strip();
    if (token.isEmpty()) {
      throw new IOException(file + " is empty; delete it, and the next start makes a new token");
    }
    return new ApiToken(token);
  }

  /** Whether a request's {@code Authorization} holds the token; takes equally long either way. */
  boolean allows(String authorization) {
    if (!authorization.startsWith(SCHEME)) {
      return false;
    }
    byte[] given = authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(given, token);
  }
}
