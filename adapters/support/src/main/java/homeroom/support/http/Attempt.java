package homeroom.support.http;

import homeroom.api.AdapterFailure;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One request under way, in two steps: getting a connection, before which nothing can have been
 * done over there, and everything after it. Which step failed, and not the kind of exception, says
 * whether a write may have been applied.
 *
 * <p>Both steps happen on the event loop, so that a call is handed to it once and its answer back
 * once; handing over costs more than most of what is done in between.
 */
final class Attempt {

  private enum Step {
    CONNECTING,
    SENT,
    /** The caller does not wait any more, and nothing may be sent. */
    GIVEN_UP
  }

  private record Answer(HttpClientResponse response, Buffer body) {}

  private final Call call;
  private final AtomicReference<Step> step = new AtomicReference<>(Step.CONNECTING);
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private volatile @Nullable HttpClientRequest request;

  Attempt(Call call) {
    this.call = call;
  }

  void start(Context loop, HttpClient client, RequestOptions options) {
    loop.runOnContext(_ -> connect(client, options));
  }

  private void connect(HttpClient client, RequestOptions options) {
    try {
      client.request(options).onComplete(this::connected, answer::completeExceptionally);
    } catch (RuntimeException closed) {
      answer.completeExceptionally(closed);
    }
  }

  private void connected(HttpClientRequest connected) {
    request = connected;
    if (!step.compareAndSet(Step.CONNECTING, Step.SENT)) {
      connected.exceptionHandler(_ -> {}).reset();
      return;
    }
    // Listening begins before sending: an answer that comes sooner than its listener loses its
    // body.
    connected
        .response()
        .compose(response -> response.body().map(body -> new Answer(response, body)))
        .onComplete(answer::complete, answer::completeExceptionally);
    connected.end(Buffer.buffer(call.body()));
  }

  /**
   * Waits for the whole answer.
   *
   * @param until the deadline, by {@link System#nanoTime}
   */
  Reply await(long until) throws AdapterFailure {
    try {
      long left = Math.max(0, until - System.nanoTime());
      return reply(answer.get(left, TimeUnit.NANOSECONDS));
    } catch (ExecutionException failed) {
      throw step.get() == Step.SENT
          ? Classification.notAnswered(call, "HTTP_CONNECTION_LOST", failed.getCause())
          : notConnected(failed.getCause());
    } catch (TimeoutException late) {
      throw givenUp("HTTP_TIMEOUT", late);
    } catch (InterruptedException stopped) {
      AdapterFailure failure = givenUp("HTTP_INTERRUPTED", stopped);
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  private AdapterFailure notConnected(Throwable cause) {
    return cause instanceof SSLException
        ? Classification.notTrusted(call, cause)
        : Classification.notConnected(call, cause);
  }

  private AdapterFailure givenUp(String code, Exception why) {
    if (step.compareAndSet(Step.CONNECTING, Step.GIVEN_UP)) {
      return Classification.notConnected(call, why);
    }
    HttpClientRequest sent = request;
    if (sent != null) {
      sent.reset();
    }
    return Classification.notAnswered(call, code, why);
  }

  private Reply reply(Answer answered) {
    Map<String, String> headers = new HashMap<>();
    answered
        .response()
        .headers()
        .forEach(
            (name, value) ->
                headers.merge(
                    name.toLowerCase(Locale.ROOT), value, (first, next) -> first + ", " + next));
    return new Reply(call, answered.response().statusCode(), headers, answered.body().getBytes());
  }
}
