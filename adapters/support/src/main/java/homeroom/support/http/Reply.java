package homeroom.support.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import homeroom.api.AdapterFailure;
import homeroom.api.Evidence;
import homeroom.api.Failure;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the other side answered: success, or a refusal that is about the record (400, 404, 409, 410,
 * 412, 422 …). Answers that are about us or about the other side's health, or of somebody in
 * between, never get here; they are {@link AdapterFailure}s.
 *
 * @param call what was asked
 * @param headers by lower-case name
 * @param body as it came
 */
public record Reply(Call call, int status, Map<String, String> headers, byte[] body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public Reply {
    headers = Map.copyOf(headers);
  }

  /** Whether it was done. */
  public boolean ok() {
    return status < 300;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /**
   * The body.
   *
   * @throws AdapterFailure if it is no JSON: {@code UNKNOWN} for a write, which may have been done;
   *     {@code CONFIGURATION} for a read, where most likely another server answered
   */
  public JsonNode json() throws AdapterFailure {
    try {
      return JSON.readTree(body);
    } catch (IOException noJson) {
      throw new AdapterFailure(
          Failure.of(
              call.verb().writes() ? Failure.Kind.UNKNOWN : Failure.Kind.CONFIGURATION,
              "HTTP_NOT_JSON",
              call.label() + ": the answer, status " + status + ", is no JSON",
              "Look whether the url is that of the API and nothing else answers there."));
    }
  }

  /** The body, or a missing node if it is no JSON; for what explains a refusal. */
  public JsonNode jsonOrMissing() {
    try {
      return JSON.readTree(body);
    } catch (IOException noJson) {
      return JSON.missingNode();
    }
  }

  /**
   * This reply if it is a success.
   *
   * @throws AdapterFailure of kind {@code CONTENT} if it is a refusal
   */
  public Reply orFail() throws AdapterFailure {
    if (!ok()) {
      throw new AdapterFailure(refusal());
    }
    return this;
  }

  /** The refusal as a failure of kind {@code CONTENT}, code {@code HTTP_<status>}. */
  public Failure refusal() {
    return Failure.of(
            Failure.Kind.CONTENT,
            "HTTP_" + status,
            call.label() + ": refused with status " + status,
            "Compare what was sent with what the system accepts, then retry the record.")
        .with(evidence());
  }

  /** What it says of a refusal, in codes alone. */
  public Evidence evidence() {
    return Said.in(this);
  }

  @Override
  public String toString() {
    return call.label() + " -> " + status;
  }
}
