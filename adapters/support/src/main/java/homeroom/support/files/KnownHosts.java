package homeroom.support.files;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whose key it is, by the first field of a line of {@code known_hosts}: names with {@code *} and
 * {@code ?}, or a hash of one.
 */
record KnownHosts(List<String> names) {

  private static final String HASHED = "|1|";
  private static final String NOT = "!";
  private static final String SHA1 = "HmacSHA1";

  KnownHosts {
    names = List.copyOf(names);
  }

  static KnownHosts of(String field) {
    return new KnownHosts(Arrays.asList(field.split(",")));
  }

  boolean names(HostPort server) {
    return names.stream().anyMatch(name -> matches(name, server))
        && names.stream()
            .filter(name -> name.startsWith(NOT))
            .noneMatch(name -> matches(name.substring(1), server));
  }

  /** A port other than the usual one may be named or not. */
  private static boolean matches(String name, HostPort server) {
    String host = server.host().toLowerCase(Locale.ROOT);
    return List.of(host, "[" + host + "]:" + server.port()).stream()
        .anyMatch(
            it -> name.startsWith(HASHED) ? isHashOf(name, it) : glob(name).matcher(it).matches());
  }

  private static Pattern glob(String name) {
    return Pattern.compile(
        name.toLowerCase(Locale.ROOT)
            .chars()
            .mapToObj(
                c ->
                    switch (c) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(c));
                    })
            .collect(Collectors.joining()));
  }

  /** A salt and the hash that it leads to, as {@code ssh-keygen -H} writes them. */
  private static boolean isHashOf(String hashed, String host) {
    String[] parts = hashed.substring(HASHED.length()).split("\\|");
    try {
      Mac mac = Mac.getInstance(SHA1);
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[0]), SHA1));
      return parts.length == 2
          && MessageDigest.isEqual(
              mac.doFinal(host.getBytes(StandardCharsets.UTF_8)),
              Base64.getDecoder().decode(parts[1]));
    } catch (GeneralSecurityException | IllegalArgumentException noHash) {
      return false;
    }
  }
}
