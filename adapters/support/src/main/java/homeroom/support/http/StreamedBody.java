package homeroom.support.http;

import homeroom.support.http.Streaming.Piece;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;

/** The body of an answer as a stream; fails when the connection ends, or is silent, before it. */
final class StreamedBody extends InputStream {

  private final Streaming streaming;
  private final Duration patience;
  private Buffer piece = Buffer.buffer();
  private int at;
  private boolean ended;

  StreamedBody(Streaming streaming, Duration patience) {
    this.streaming = streaming;
    this.patience = patience;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended && at == piece.length()) {
      next();
    }
    if (ended) {
      return -1;
    }
    int count = Math.min(length, piece.length() - at);
    piece.getBytes(at, at + count, to, offset);
    at += count;
    return count;
  }

  private void next() throws IOException {
    switch (awaited()) {
      case Piece.Bytes(Buffer buffer) -> {
        piece = buffer;
        at = 0;
      }
      case Piece.End _ -> ended = true;
      case Piece.Broken(Throwable cause) ->
          throw new IOException("the connection ended within the body", cause);
    }
  }

  private Piece awaited() throws IOException {
    try {
      Piece next = streaming.next(patience.toNanos());
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
