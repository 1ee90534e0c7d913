package homeroom.support.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the next page in a {@code Link} header (RFC 8288). */
final class LinkHeader {

  private static final Pattern LINK =
      Pattern.compile("<([^>]*)>((?:\\s*;[^,;\"]*(?:\"[^\"]*\")?)*)");
  private static final Pattern NEXT =
      Pattern.compile(
          ";\\s*rel\\s*=\\s*(?:\"(?:[^\"]*\\s)?next(?:\\s[^\"]*)?\"|next(?![\\w-]))",
          Pattern.CASE_INSENSITIVE);

  private LinkHeader() {}

  /** The URL of the link whose relation is {@code next}. */
  static Optional<String> next(String header) {
    Matcher link = LINK.matcher(header);
    while (link.find()) {
      if (NEXT.matcher(link.group(2)).find()) {
        return Optional.of(link.group(1));
      }
    }
    return Optional.empty();
  }
}
