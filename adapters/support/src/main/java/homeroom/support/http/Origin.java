package homeroom.support.http;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Scheme, host and port of a system, and the path its API is below.
 *
 * @param prefix without a slash at its end
 */
record Origin(boolean tls, String host, int port, String prefix) {

  static Origin of(URI base) {
    String scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
    if (base.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException("the url of an HTTP API begins http:// or https://");
    }
    boolean tls = scheme.equals("https");
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    return new Origin(tls, base.getHost(), port(base, tls), path.replaceAll("/+$", ""));
  }

  /** The path and query of an address; what begins with a slash is already complete. */
  String target(Address address) {
    String path = address.path();
    return path.startsWith("/") ? path : prefix + "/" + path;
  }

  /** The path and query of a URL that is at this origin, or has no host; else empty. */
  Optional<String> below(String text) {
    try {
      return below(URI.create(text));
    } catch (IllegalArgumentException noUrl) {
      return Optional.empty();
    }
  }

  private Optional<String> below(URI url) {
    boolean here =
        url.getHost() == null
            || (url.getHost().equalsIgnoreCase(host)
                && tls == "https".equalsIgnoreCase(url.getScheme())
                && port(url, tls) == port);
    String path = String.valueOf(url.getRawPath());
    return here && path.startsWith("/")
        ? Optional.of(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
        : Optional.empty();
  }

  private static int port(URI url, boolean tls) {
    return url.getPort() >= 0 ? url.getPort() : (tls ? 443 : 80);
  }
}
