package homeroom.support.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys by which an SFTP server is known.
 *
 * @param fingerprints as OpenSSH writes them: {@code SHA256:} and 43 characters
 */
record HostKey(Set<String> fingerprints) {

  /** None is known yet. */
  static final HostKey UNKNOWN = new HostKey(Set.of());

  private static final String SHA256 = "SHA256:";

  /** The first bytes of every public key, in base 64. */
  private static final String KEY = "AAAA";

  HostKey {
    fingerprints = Set.copyOf(fingerprints);
  }

  /**
   * Reads fingerprints and lines of a {@code known_hosts} file, as {@code ssh-keygen -l} and {@code
   * ssh-keyscan} write them.
   *
   * @param server whose keys they must be; a fingerprint names none
   * @return empty if there is none, or what is there means something else than a key of this host
   */
  static Optional<HostKey> parse(String text, HostPort server) {
    Set<String> found = new LinkedHashSet<>();
    for (String line : text.lines().map(String::strip).filter(it -> !it.startsWith("#")).toList()) {
      if (!isOf(line, server)) {
        return Optional.empty();
      }
      found.addAll(fingerprints(line));
    }
    return found.isEmpty() || !found.stream().allMatch(HostKey::isComplete)
        ? Optional.empty()
        : Optional.of(new HostKey(found));
  }

  private static List<String> fingerprints(String line) {
    List<String> found = new ArrayList<>();
    for (String word : line.split("[\\s,]+")) {
      if (word.startsWith(SHA256)) {
        found.add(word.replaceAll("=+$", ""));
      } else if (word.startsWith(KEY)) {
        fingerprint(word).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Each key may have its host and its kind before it; several keys may stand in a line. */
  private static boolean isOf(String line, HostPort server) {
    String[] words = line.split("\\s+");
    for (int i = 0; i < words.length; i++) {
      boolean named = words[i].startsWith(KEY) && i > 1 && !isKey(words[i - 2]);
      if (words[i].startsWith("@") || (named && !KnownHosts.of(words[i - 2]).names(server))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isKey(String word) {
    return word.startsWith(KEY) || word.startsWith(SHA256);
  }

  boolean isUnknown() {
    return fingerprints.isEmpty();
  }

  boolean has(String fingerprint) {
    return fingerprints.stream()
        .anyMatch(
            known ->
                MessageDigest.isEqual(
                    known.getBytes(StandardCharsets.US_ASCII),
                    fingerprint.getBytes(StandardCharsets.US_ASCII)));
  }

  private static boolean isComplete(String fingerprint) {
    return fingerprint.matches(SHA256 + "[A-Za-z0-9+/]{43}");
  }

  private static Optional<String> fingerprint(String blob) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(blob));
      return Optional.of(SHA256 + Base64.getEncoder().withoutPadding().encodeToString(digest));
    } catch (IllegalArgumentException noKey) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
