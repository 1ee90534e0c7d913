package homeroom.simulators.idp;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what goes in and out, as HTTP/1.1 writes it. Thread-safe. */
final class Traffic {

  private static final int FIRST_LINE = "HTTP/1.1  ".length() + 2;

  private final LongAdder requests = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  void in(HttpServerRequest request, Buffer body) {
    requests.increment();
    bytes.add(FIRST_LINE + request.method().name().length() + request.uri().length());
    bytes.add(size(request.headers()) + body.length());
  }

  void out(MultiMap headers, Buffer body) {
    bytes.add(FIRST_LINE + "200".length() + size(headers) + body.length());
  }

  private static long size(MultiMap headers) {
    long size = 2;
    for (Map.Entry<String, String> header : headers) {
      size += header.getKey().length() + header.getValue().length() + ": \r\n".length();
    }
    return size;
  }

  long requests() {
    return requests.sum();
  }

  long bytes() {
    return bytes.sum();
  }
}
