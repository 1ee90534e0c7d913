package homeroom.support.http;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.support.http.Call.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * One file of an HTTP server, read as it comes.
 *
 * <ol>
 *   <li>No redirect is followed, and nothing is retried. Failures are typed as those of {@link
 *       HttpCaller}.
 *   <li>No failure's text holds more of the URL than the name of the file.
 *   <li>The bytes come as they are, not unpacked, and only where the answer says where they end.
 *   <li>Closing ends the connection, whatever was not read.
 * </ol>
 *
 * <p>Calls of an API go through Vert.x. A file goes through the JDK's client: it waits for whoever
 * reads, where Vert.x 5.0 loses the end of a body if the server closes while it waits. One thread.
 */
public final class Download implements AutoCloseable {

  private final HttpClient client;
  private final Reply head;
  private final InputStream body;

  private Download(HttpClient client, Reply head, InputStream body) {
    this.client = client;
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
    Call call = Call.of(Verb.GET, Address.opaque(url.toString(), name(url)));
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience)
            .build();
    try {
      HttpResponse<InputStream> answer =
          client.send(request(url, headers, patience), _ -> new Pieces(patience));
      Reply head = head(call, answer);
      requireFile(head);
      return new Download(client, head, answer.body());
    } catch (IOException e) {
      client.shutdownNow();
      throw failure(call, e);
    } catch (InterruptedException e) {
      client.shutdownNow();
      Thread.currentThread().interrupt();
      throw Classification.notAnswered(call, "HTTP_INTERRUPTED", e);
    } catch (AdapterFailure | RuntimeException e) {
      client.shutdownNow();
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
    client.shutdownNow();
  }

  private static String name(URI url) {
    String path = String.valueOf(url.getPath());
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static HttpRequest request(URI url, Map<String, String> headers, Duration patience) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).timeout(patience).header("Accept-Encoding", "identity");
    headers.forEach(request::header);
    return request.build();
  }

  private static AdapterFailure failure(Call call, IOException cause) {
    return switch (cause) {
      case SSLException _ -> Classification.notTrusted(call, cause);
      case ConnectException _ -> Classification.notConnected(call, cause);
      case HttpConnectTimeoutException _ -> Classification.notConnected(call, cause);
      case HttpTimeoutException _ -> Classification.notAnswered(call, "HTTP_TIMEOUT", cause);
      default -> Classification.notAnswered(call, "HTTP_CONNECTION_LOST", cause);
    };
  }

  private static Reply head(Call call, HttpResponse<InputStream> answer) {
    Map<String, String> headers = new HashMap<>();
    answer
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return new Reply(call, answer.statusCode(), headers, new byte[0]);
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
    requireAnnouncedEnd(head);
  }

  /** Where the connection's end is the end, a file that was cut looks like a complete one. */
  private static void requireAnnouncedEnd(Reply head) throws AdapterFailure {
    boolean announced =
        head.header("content-length").isPresent()
            || head.header("transfer-encoding").filter("chunked"::equalsIgnoreCase).isPresent();
    if (!announced) {
      throw new AdapterFailure(
          Failure.of(
              Kind.CONFIGURATION,
              "HTTP_NO_LENGTH",
              head.call().label()
                  + ": the answer says neither how long it is nor where it ends, so a part of the"
                  + " file would look like all of it",
              "Have the server's owner make it send Content-Length, or chunks; or get the file over"
                  + " SFTP."));
    }
  }
}
