package homeroom.testkit.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What becomes of a request on a {@link FaultyWire}.
 *
 * @param done whether the server gets the request and does it
 * @param ending what the caller sees of it
 */
public record Fault(boolean done, Ending ending) {

  /** What the caller sees. */
  public sealed interface Ending {

    /** The connection is reset after the whole request was read, without a byte of an answer. */
    record Reset() implements Ending {}

    /** The answer breaks off in its middle. */
    record Cut() implements Ending {}

    /** Nothing, until the wire is mended. */
    record Held() implements Ending {}

    /** Another answer than the server's. */
    record Answered(int status, Map<String, String> headers, String body) implements Ending {
      public Answered {
        headers = Map.copyOf(headers);
      }

      /** With a header. */
      public Answered with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answered(status, more, body);
      }
    }
  }

  /** The server does it. */
  public static Fault done(Ending ending) {
    return new Fault(true, ending);
  }

  /** The server never hears of it. */
  public static Fault lost(Ending ending) {
    return new Fault(false, ending);
  }

  /** An answer in JSON. */
  public static Ending.Answered json(int status, String body) {
    return new Ending.Answered(status, Map.of("Content-Type", "application/json"), body);
  }

  /** A page for people, as a proxy or a sign-in page in between gives it. */
  public static Ending.Answered page(int status) {
    return page(status, "<html><body>Sorry</body></html>");
  }

  /** The same, with what it says. */
  public static Ending.Answered page(int status, String body) {
    return new Ending.Answered(status, Map.of("Content-Type", "text/html"), body);
  }
}
