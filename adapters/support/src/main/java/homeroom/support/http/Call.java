package homeroom.support.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request.
 *
 * @param headers beyond the bearer token and {@code Accept}, which the caller adds
 * @param body as it is sent; empty for none
 */
public record Call(Verb verb, Address address, Map<String, String> headers, byte[] body) {

  /** The method. */
  public enum Verb {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE;

    /** Whether the call changes something, so that one without an answer may have been done. */
    public boolean writes() {
      return this != GET;
    }
  }

  public Call {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    body = body.clone();
  }

  /** A request without a body. */
  public static Call of(Verb verb, Address address) {
    return new Call(verb, address, Map.of(), new byte[0]);
  }

  /** With a JSON body. */
  public Call json(JsonNode json) {
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    return new Call(verb, address, headers, bytes).header("Content-Type", "application/json");
  }

  /** With one more header, or another value for it. */
  public Call header(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Call(verb, address, all, body);
  }

  /** What may be shown: method and label. */
  String label() {
    return verb + " " + address.label();
  }

  @Override
  public String toString() {
    return label();
  }
}
