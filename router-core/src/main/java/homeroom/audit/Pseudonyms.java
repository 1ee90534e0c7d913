package homeroom.audit;

import homeroom.api.Failure;
import homeroom.api.RecordKey;
import homeroom.files.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The names by which records go outside the log: in URLs, logs and the query store.
 *
 * <p>A pseudonym is a keyed hash (HMAC-SHA-256, the first 128 bits, 22 characters of the URL-safe
 * base 64 alphabet). Without the key nobody can tell whose it is, not even by trying all numbers;
 * with it the same record always has the same one. Each tenant has a key of its own.
 *
 * <p>Thread-safe.
 */
public final class Pseudonyms {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int PSEUDONYM_BYTES = 16;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{22}");

  private final Mac prototype;

  private Pseudonyms(byte[] key) {
    try {
      prototype = Mac.getInstance(ALGORITHM);
      prototype.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }

  /**
   * Reads the tenant's key from the data folder and makes one the first time.
   *
   * @throws StoreFailure if the key can be neither read nor written, or is not a key
   */
  public static Pseudonyms open(Path data, String tenant) {
    Path file = data.resolve("pseudonyms-" + tenant + ".key");
    try {
      if (!Files.exists(file)) {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        PrivateFile.createOnce(file, Base64.getEncoder().encodeToString(fresh) + "\n");
      }
      return new Pseudonyms(decode(file, Files.readString(file, StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new StoreFailure(
          Failure.of(
              Failure.Kind.CONFIGURATION,
              "PSEUDONYM_KEY_UNREADABLE",
              "Opening the key of the pseudonyms: " + file + " can be neither read nor written.",
              "Give the hub's user read and write rights on that file and its folder."),
          e);
    }
  }

  /** The pseudonym of a record. */
  public String of(RecordKey record) {
    return of(record.toString());
  }

  /** The pseudonym of a record that is written {@code entity/key}. */
  String of(String record) {
    byte[] hash = mac().doFinal(record.getBytes(StandardCharsets.UTF_8));
    return ENCODER.encodeToString(Arrays.copyOf(hash, PSEUDONYM_BYTES));
  }

  /** Whether a text has the form of a pseudonym. */
  public static boolean isPseudonym(String text) {
    return SHAPE.matcher(text).matches();
  }

  /** Tells two keys apart without giving either away. */
  String fingerprint() {
    return of("\0fingerprint of the key");
  }

  private Mac mac() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's HMAC can be cloned", e);
    }
  }

  private static byte[] decode(Path file, String text) {
    try {
      byte[] key = Base64.getDecoder().decode(text.strip());
      if (key.length >= KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException notBase64) {
      // Said below: a key that was cut and one that is no key have the same remedy.
    }
    throw new StoreFailure(
        Failure.of(
            Failure.Kind.CONFIGURATION,
            "PSEUDONYM_KEY_INVALID",
            "Opening the key of the pseudonyms: " + file + " does not hold a key of 32 bytes.",
            "Put the file back from a backup. If there is none, delete it together with the query"
                + " store: a new key is made and the store is filled again from the log."));
  }
}
