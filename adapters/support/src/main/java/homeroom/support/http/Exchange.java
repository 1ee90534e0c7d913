package homeroom.support.http;

import homeroom.api.AdapterFailure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps the connections to one system, sends requests there and waits for their answers. */
final class Exchange implements AutoCloseable {

  /** More than the concurrency any system allows; the hub's limits decide. */
  private static final int CONNECTIONS = 128;

  /** Below the idle time after which common servers close, so that few calls meet a dead one. */
  private static final int IDLE_SECONDS = 20;

  private final Origin origin;
  private final Duration deadline;
  private final Context loop;
  private final HttpClientAgent client;
  private final AtomicBoolean closed = new AtomicBoolean();

  Exchange(URI base, Duration deadline) {
    this.origin = Origin.of(base);
    this.deadline = deadline;
    Vertx vertx = SharedVertx.acquire();
    this.loop = vertx.getOrCreateContext();
    this.client = vertx.createHttpClient(options(), pool());
  }

  Origin origin() {
    return origin;
  }

  Reply send(Call call, String token, String accept) throws AdapterFailure {
    long until = System.nanoTime() + deadline.toNanos();
    Attempt attempt = new Attempt(call);
    attempt.start(loop, client, request(call, token, accept));
    return attempt.await(until);
  }

  private RequestOptions request(Call call, String token, String accept) {
    RequestOptions request =
        new RequestOptions()
            .setHost(origin.host())
            .setPort(origin.port())
            .setSsl(origin.tls())
            .setMethod(HttpMethod.valueOf(call.verb().name()))
            .setURI(origin.target(call.address()))
            .putHeader("Accept", accept);
    if (!token.isEmpty()) {
      request.putHeader("Authorization", "Bearer " + token);
    }
    call.headers().forEach(request::putHeader);
    return request;
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
