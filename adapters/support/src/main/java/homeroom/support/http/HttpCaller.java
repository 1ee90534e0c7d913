package homeroom.support.http;

import com.fasterxml.jackson.databind.JsonNode;
import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.support.http.Call.Verb;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Calls one system's HTTP API.
 *
 * <ol>
 *   <li>Every call ends within the deadline.
 *   <li>Nothing is retried, but for reads by a {@link #patient} caller; no redirect is followed.
 *   <li>No connection: {@code TRANSIENT}. Sent and not answered, or answered 5xx: {@code UNKNOWN}
 *       for a write, {@code TRANSIENT} for a read. 401 and 403: {@code CREDENTIAL}. 429: {@code
 *       THROTTLED}. What is about the record (404, 409, 422 …) comes back as a {@link Reply}.
 *   <li>No failure's text holds an id, a token or a part of a body.
 * </ol>
 *
 * <p>Thread-safe; connections are kept and shared. Blocks the calling thread, which should be a
 * virtual one.
 */
public final class HttpCaller implements AutoCloseable {

  private final Exchange exchange;
  private final TokenSource tokens;
  private final String accept;
  private final boolean patient;
  private final InstantSource clock = InstantSource.system();

  /**
   * @param base the URL that addresses are below; a path in it is kept
   * @param deadline for a whole call, from asking for a connection to the last byte of the answer
   */
  public HttpCaller(URI base, TokenSource tokens, Duration deadline) {
    this(new Exchange(base, deadline), tokens, "application/json", false);
  }

  private HttpCaller(Exchange exchange, TokenSource tokens, String accept, boolean patient) {
    this.exchange = exchange;
    this.tokens = tokens;
    this.accept = accept;
    this.patient = patient;
  }

  /** The same caller and connections, asking for another content type; close either, not both. */
  public HttpCaller accepting(String contentType) {
    return new HttpCaller(exchange, tokens, contentType, patient);
  }

  /**
   * The same caller and connections, for reading what takes many calls: a read that may work
   * another time is tried a few times more. Close either, not both.
   */
  public HttpCaller patient() {
    return new HttpCaller(exchange, tokens, accept, true);
  }

  public Reply get(Address address) throws AdapterFailure {
    return send(Call.of(Verb.GET, address));
  }

  public Reply post(Address address, JsonNode body) throws AdapterFailure {
    return send(Call.of(Verb.POST, address).json(body));
  }

  public Reply put(Address address, JsonNode body) throws AdapterFailure {
    return send(Call.of(Verb.PUT, address).json(body));
  }

  public Reply patch(Address address, JsonNode body) throws AdapterFailure {
    return send(Call.of(Verb.PATCH, address).json(body));
  }

  public Reply delete(Address address) throws AdapterFailure {
    return send(Call.of(Verb.DELETE, address));
  }

  /**
   * Sends a call and waits for the answer.
   *
   * @throws AdapterFailure if no answer came, or one that is not about the record
   */
  public Reply send(Call call) throws AdapterFailure {
    return patient && call.verb() == Verb.GET
        ? Patience.until(() -> sendOnce(call))
        : sendOnce(call);
  }

  private Reply sendOnce(Call call) throws AdapterFailure {
    String token = tokens.token();
    Reply reply = exchange.send(call, token, accept);
    if (reply.status() == 401) {
      tokens.refused(token);
    }
    return checked(reply);
  }

  /**
   * An answer that came as a part of another, as those to bulk requests do.
   *
   * @throws AdapterFailure if it is not about the record
   */
  public Reply checked(Reply part) throws AdapterFailure {
    Optional<Failure> failure = Classification.ofStatus(part, clock.instant());
    if (failure.isPresent()) {
      throw new AdapterFailure(failure.get());
    }
    return part;
  }

  /**
   * Follows {@code Link: <…>; rel="next"}, lazily, page after page.
   *
   * @return the pages, the first of which has been read
   * @throws AdapterFailure if the first page could not be read or was refused; a later one fails
   *     the stream with {@link java.io.UncheckedIOException}
   */
  public Stream<Reply> pages(Address first) throws AdapterFailure {
    return Pages.from(this, exchange.origin(), get(first).orFail());
  }

  /** Closes the connections; calls under way fail. */
  @Override
  public void close() {
    exchange.close();
  }
}
