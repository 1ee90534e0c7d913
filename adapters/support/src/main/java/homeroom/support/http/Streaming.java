package homeroom.support.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is handed over piece by piece from the event loop to the thread that reads it; no
 * more than a few pieces are under way.
 */
final class Streaming {

  /** A part of the body, its end, or why it ends. */
  sealed interface Piece {
    record Bytes(Buffer buffer) implements Piece {}

    record End() implements Piece {}

    record Broken(Throwable cause) implements Piece {}
  }

  private static final long AHEAD = 8;

  private final Context loop;
  private final CompletableFuture<HttpClientResponse> answer = new CompletableFuture<>();
  private final LinkedBlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private volatile @Nullable HttpClientRequest request;

  Streaming(Context loop) {
    this.loop = loop;
  }

  void start(HttpClient client, RequestOptions options) {
    loop.runOnContext(
        _ ->
            client
                .request(options)
                .compose(
                    connected -> {
                      request = connected;
                      return connected.send();
                    })
                .onComplete(this::begin, answer::completeExceptionally));
  }

  private void begin(HttpClientResponse response) {
    response.pause();
    response.exceptionHandler(cause -> pieces.add(new Piece.Broken(cause)));
    response.endHandler(_ -> pieces.add(new Piece.End()));
    response.handler(buffer -> pieces.add(new Piece.Bytes(buffer)));
    response.fetch(AHEAD);
    answer.complete(response);
  }

  CompletableFuture<HttpClientResponse> answer() {
    return answer;
  }

  /** The next piece; null if none came in time. */
  @Nullable Piece next(long nanos) throws InterruptedException {
    Piece piece = pieces.poll(nanos, TimeUnit.NANOSECONDS);
    if (piece instanceof Piece.Bytes) {
      loop.runOnContext(_ -> answer.thenAccept(response -> response.fetch(1)));
    }
    return piece;
  }

  /** Whether the request has a connection, so that it may have been sent. */
  boolean isConnected() {
    return request != null;
  }
}
