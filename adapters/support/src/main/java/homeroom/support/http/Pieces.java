package homeroom.support.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as a stream that holds a few pieces of it; fails when the connection ends
 * before it, or is silent for too long. The JDK's own one waits forever.
 */
final class Pieces extends InputStream implements BodySubscriber<InputStream> {

  private sealed interface Signal {
    record Bytes(List<ByteBuffer> buffers) implements Signal {}

    record End() implements Signal {}

    record Broken(Throwable cause) implements Signal {}
  }

  private static final long AHEAD = 8;

  private final Duration patience;
  private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final CompletableFuture<InputStream> body = CompletableFuture.completedFuture(this);
  private final Deque<ByteBuffer> ready = new ArrayDeque<>();
  private volatile @Nullable Subscription subscription;
  private boolean ended;

  Pieces(Duration patience) {
    this.patience = patience;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription to) {
    subscription = to;
    to.request(AHEAD);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    signals.add(new Signal.Bytes(buffers));
  }

  @Override
  public void onError(Throwable cause) {
    signals.add(new Signal.Broken(cause));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal.End());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    while (!ended && ready.isEmpty()) {
      next();
    }
    ByteBuffer first = ready.peek();
    if (first == null) {
      return -1;
    }
    int count = Math.min(length, first.remaining());
    first.get(to, offset, count);
    if (!first.hasRemaining()) {
      ready.remove();
    }
    return count;
  }

  @Override
  public void close() {
    Subscription open = subscription;
    if (open != null) {
      open.cancel();
    }
  }

  private void next() throws IOException {
    switch (awaited()) {
      case Signal.Bytes(List<ByteBuffer> buffers) -> {
        buffers.stream().filter(ByteBuffer::hasRemaining).forEach(ready::add);
        Subscription open = subscription;
        if (open != null) {
          open.request(1);
        }
      }
      case Signal.End _ -> ended = true;
      case Signal.Broken(Throwable cause) ->
          throw new IOException("the connection ended within the body", cause);
    }
  }

  private Signal awaited() throws IOException {
    try {
      Signal next = signals.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw new IOException("nothing came for " + patience.toSeconds() + " s");
      }
      return next;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
