package homeroom.support.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a call goes, below the base URL: {@code
 * Address.of("api/v1/users").id("sis_user_id:7").then("enrollments").with("per_page", "100")}.
 *
 * <p>What tells a record apart goes in by {@link #id} or {@link #with}, which encode it. Only the
 * fixed parts show in {@link #label} and {@link #toString}, so that messages and logs can name an
 * address and never a record.
 */
public final class Address {

  private final String path;
  private final String label;

  private Address(String path, String label) {
    this.path = path;
    this.label = label;
  }

  /** Fixed segments, written as they are; no leading slash. */
  public static Address of(String segments) {
    return new Address(segments, segments);
  }

  /** A place the other side named, to be asked as it is; a URL or a path below its host. */
  static Address opaque(String url, String label) {
    return new Address(url, label);
  }

  /** One segment that tells a record apart; any character is allowed in it. */
  public Address id(String segment) {
    return new Address(path + "/" + encode(segment), label + "/*");
  }

  /** More fixed segments. */
  public Address then(String segments) {
    return new Address(path + "/" + segments, label + "/" + segments);
  }

  /** A query parameter; a name may come more than once. */
  public Address with(String name, String value) {
    char separator = path.indexOf('?') < 0 ? '?' : '&';
    return new Address(path + separator + encode(name) + "=" + encode(value), label);
  }

  /** What may be shown: the fixed parts, with a star for each that tells a record apart. */
  public String label() {
    return label;
  }

  /** As it goes over the wire. */
  String path() {
    return path;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address address && address.path.equals(path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return label;
  }
}
