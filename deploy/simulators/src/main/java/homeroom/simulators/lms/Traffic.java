package homeroom.simulators.lms;

import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests and bytes. */
final class Traffic {

  /** Request and status line, host, date and the like. */
  private static final int ENVELOPE = 250;

  private final LongAdder requests = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  void arrived(HttpServerRequest request, int bodyLength) {
    requests.increment();
    bytes.add(ENVELOPE + request.uri().length() + bodyLength);
  }

  void answered(int bodyLength) {
    bytes.add(bodyLength);
  }

  long requests() {
    return requests.sum();
  }

  long bytes() {
    return bytes.sum();
  }
}
