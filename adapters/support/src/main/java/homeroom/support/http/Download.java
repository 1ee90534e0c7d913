package homeroom.support.http;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.support.http.Call.Verb;
import io.vertx.core.http.HttpClientResponse;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * One file of an HTTP server, read as it comes; memory holds a few pieces of it.
 *
 * <ol>
 *   <li>No redirect is followed, and nothing is retried. Failures are typed as those of {@link
 *       HttpCaller}.
 *   <li>No failure's text holds more of the URL than the name of the file.
 *   <li>The bytes come as they are, not unpacked.
 * </ol>
 *
 * <p>One thread. Closing ends the connection, whatever was not read.
 */
public final class Download implements AutoCloseable {

  private final Exchange exchange;
  private final Reply head;
  private final InputStream body;

  private Download(Exchange exchange, Reply head, InputStream body) {
    this.exchange = exchange;
    this.head = head;
    this.body = body;
  }

  /**
   * Asks for a file.
   *
   * @param headers what to send beside the request
   * @param patience how long the server may be silent
   * @throws AdapterFailure if there is no answer, or none with a file
   */
  public static Download of(URI url, Map<String, String> headers, Duration patience)
      throws AdapterFailure {
    Exchange exchange = new Exchange(url.resolve("/"), patience);
    try {
      Call call = call(url, headers);
      Streaming streaming = exchange.stream(call, "*/*");
      Reply head = head(call, answer(call, streaming, patience));
      requireFile(head);
      return new Download(exchange, head, new StreamedBody(streaming, patience));
    } catch (AdapterFailure | RuntimeException e) {
      exchange.close();
      throw e;
    }
  }

  /** A header of the answer. */
  public Optional<String> header(String name) {
    return head.header(name);
  }

  /** What the file holds; ends with an exception if the connection does before it. */
  public InputStream body() {
    return body;
  }

  /** A failure of reading the body. */
  public Failure lost(Throwable cause) {
    return Classification.notAnswered(head.call(), "HTTP_CONNECTION_LOST", cause).failure();
  }

  @Override
  public void close() {
    exchange.close();
  }

  private static Call call(URI url, Map<String, String> headers) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    Call call =
        Call.of(Verb.GET, Address.opaque(target, path.substring(path.lastIndexOf('/') + 1)))
            .header("Accept-Encoding", "identity");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      call = call.header(header.getKey(), header.getValue());
    }
    return call;
  }

  private static HttpClientResponse answer(Call call, Streaming streaming, Duration patience)
      throws AdapterFailure {
    try {
      return streaming.answer().get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw notAnswered(call, streaming, "HTTP_CONNECTION_LOST", failed.getCause());
    } catch (TimeoutException late) {
      throw notAnswered(call, streaming, "HTTP_TIMEOUT", late);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw notAnswered(call, streaming, "HTTP_INTERRUPTED", stopped);
    }
  }

  private static AdapterFailure notAnswered(
      Call call, Streaming streaming, String code, Throwable cause) {
    if (streaming.isConnected()) {
      return Classification.notAnswered(call, code, cause);
    }
    return cause instanceof SSLException
        ? Classification.notTrusted(call, cause)
        : Classification.notConnected(call, cause);
  }

  private static Reply head(Call call, HttpClientResponse response) {
    Map<String, String> headers = new HashMap<>();
    response
        .headers()
        .forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    return new Reply(call, response.statusCode(), headers, new byte[0]);
  }

  private static void requireFile(Reply head) throws AdapterFailure {
    Optional<Failure> failure = Classification.ofStatus(head, InstantSource.system().instant());
    if (failure.isPresent()) {
      throw new AdapterFailure(failure.get());
    }
    if (head.status() != 200) {
      throw new AdapterFailure(
          Failure.of(
                  Kind.CONFIGURATION,
                  "HTTP_" + head.status(),
                  head.call().label() + ": answered " + head.status() + " instead of a file",
                  "Look whether the url is right; ask the system's owner where the file is.")
              .with(head.evidence()));
    }
  }
}
