package homeroom.support.http;

import homeroom.api.AdapterFailure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;

/**
 * Sends one request and waits for its answer, in two steps: getting a connection, before which
 * nothing can have been done over there, and everything after it. Which step failed, and not the
 * kind of exception, says whether a write may have been applied.
 */
final class Exchange implements AutoCloseable {

  /** More than the concurrency any system allows; the hub's limits decide. */
  private static final int CONNECTIONS = 128;

  /** Below the idle time after which common servers close, so that few calls meet a dead one. */
  private static final int IDLE_SECONDS = 20;

  private final Origin origin;
  private final Duration deadline;
  private final HttpClientAgent client;
  private final AtomicBoolean closed = new AtomicBoolean();

  Exchange(URI base, Duration deadline) {
    this.origin = Origin.of(base);
    this.deadline = deadline;
    this.client = SharedVertx.acquire().createHttpClient(options(), pool());
  }

  Origin origin() {
    return origin;
  }

  Reply send(Call call, String token, String accept) throws AdapterFailure {
    long until = System.nanoTime() + deadline.toNanos();
    HttpClientRequest request = connect(call, until);
    request.putHeader("Accept", accept);
    if (!token.isEmpty()) {
      request.putHeader("Authorization", "Bearer " + token);
    }
    call.headers().forEach(request::putHeader);
    return answer(call, request, until);
  }

  private HttpClientRequest connect(Call call, long until) throws AdapterFailure {
    RequestOptions options =
        new RequestOptions()
            .setHost(origin.host())
            .setPort(origin.port())
            .setSsl(origin.tls())
            .setMethod(HttpMethod.valueOf(call.verb().name()))
            .setURI(origin.target(call.address()));
    Future<HttpClientRequest> connecting = client.request(options);
    try {
      return await(connecting, until);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      throw cause instanceof SSLException
          ? Classification.notTrusted(call, cause)
          : Classification.notConnected(call, cause);
    } catch (TimeoutException late) {
      connecting.onSuccess(HttpClientRequest::reset);
      throw Classification.notConnected(call, late);
    } catch (InterruptedException stopped) {
      connecting.onSuccess(HttpClientRequest::reset);
      Thread.currentThread().interrupt();
      throw Classification.notConnected(call, stopped);
    }
  }

  private static Reply answer(Call call, HttpClientRequest request, long until)
      throws AdapterFailure {
    // Listening begins before sending: an answer that comes sooner than its listener loses its
    // body.
    Future<Reply> answering =
        request
            .response()
            .compose(response -> response.body().map(body -> reply(call, response, body)));
    request.end(Buffer.buffer(call.body()));
    try {
      return await(answering, until);
    } catch (ExecutionException failed) {
      throw Classification.notAnswered(call, "HTTP_CONNECTION_LOST", failed.getCause());
    } catch (TimeoutException late) {
      request.reset();
      throw Classification.notAnswered(call, "HTTP_TIMEOUT", late);
    } catch (InterruptedException stopped) {
      request.reset();
      Thread.currentThread().interrupt();
      throw Classification.notAnswered(call, "HTTP_INTERRUPTED", stopped);
    }
  }

  private static Reply reply(Call call, HttpClientResponse response, Buffer body) {
    Map<String, String> headers = new HashMap<>();
    response
        .headers()
        .forEach(
            header ->
                headers.merge(
                    header.getKey().toLowerCase(Locale.ROOT),
                    header.getValue(),
                    (first, second) -> first + ", " + second));
    return new Reply(call, response.statusCode(), headers, body.getBytes());
  }

  private static <T> T await(Future<T> future, long until)
      throws ExecutionException, TimeoutException, InterruptedException {
    long left = Math.max(0, until - System.nanoTime());
    return future.toCompletionStage().toCompletableFuture().get(left, TimeUnit.NANOSECONDS);
  }

  private HttpClientOptions options() {
    return new HttpClientOptions()
        .setConnectTimeout(Math.clamp(deadline.toMillis(), 1, 10_000))
        .setKeepAliveTimeout(IDLE_SECONDS)
        .setDecompressionSupported(true)
        .setTcpNoDelay(true);
  }

  private static PoolOptions pool() {
    return new PoolOptions().setHttp1MaxSize(CONNECTIONS);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      client.close();
      SharedVertx.release();
    }
  }
}
