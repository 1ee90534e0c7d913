package homeroom.simulators.lms;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts in URLs. */
final class Encoding {

  private Encoding() {}

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The decoded segments of a path behind a prefix. */
  static List<String> segments(String path, String prefix) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.substring(prefix.length()).split("/")) {
      segments.add(decode(segment));
    }
    return segments;
  }

  private static String decode(String segment) {
    // A plus is a plus in a path.
    return segment.indexOf('%') < 0
        ? segment
        : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
