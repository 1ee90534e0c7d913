package homeroom.simulators.lms;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells one subscriber of every change of a person or an enrollment, in order, one request at a
 * time, and the same request again until it is answered 2xx. A request carries one event as an
 * object, or up to {@link #BATCH} as an array. Changes are queued, so that they never wait for the
 * subscriber; while there is none, they are forgotten. A lone change is told at once; in a rush
 * they are gathered for {@value #GATHERING} milliseconds.
 */
final class ChangeFeed implements AutoCloseable {

  static final int BATCH = 100;

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final long LONGEST_PAUSE = 1_000;
  private static final long GATHERING = 25;

  private record Subscriber(URI url, String secret) {}

  private final BlockingQueue<JsonObject> queue = new LinkedBlockingQueue<>();
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Thread sender;
  private volatile @Nullable Subscriber subscriber;

  ChangeFeed() {
    sender = Thread.ofVirtual().name("lms-change-feed").start(this::run);
  }

  void subscribe(URI url, String secret) {
    subscriber = new Subscriber(url, secret);
  }

  void unsubscribe() {
    subscriber = null;
  }

  long delivered() {
    return delivered.get();
  }

  /** Events that the subscriber has not yet taken. */
  long pending() {
    return waiting.get();
  }

  /** Called under the store's lock, so that the queue has the order of the changes. */
  void add(String event, Ask ask, long writer, Supplier<JsonObject> body) {
    if (subscriber != null) {
      waiting.incrementAndGet();
      queue.add(
          new JsonObject().put("metadata", metadata(event, ask, writer)).put("body", body.get()));
    }
  }

  private static JsonObject metadata(String event, Ask ask, long writer) {
    return new JsonObject()
        .put("event_name", event)
        .put("event_time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
        .put("event_id", UUID.randomUUID().toString())
        .put("request_id", ask.requestId())
        .put("producer", "canvas")
        .put("root_account_id", Store.global(Store.ROOT))
        .put("http_method", ask.method())
        .put("user_id", Store.global(writer))
        .put("user_login", ask.who().login());
  }

  private void run() {
    try {
      while (true) {
        List<JsonObject> events = new ArrayList<>();
        JsonObject soon = queue.poll(GATHERING, TimeUnit.MILLISECONDS);
        if (soon == null) {
          events.add(queue.take());
        } else {
          events.add(soon);
          gather();
        }
        queue.drainTo(events, BATCH - 1);
        deliver(events);
        waiting.addAndGet(-events.size());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Another one came right behind the last: more will. */
  private void gather() throws InterruptedException {
    if (queue.size() < BATCH - 1) {
      TimeUnit.MILLISECONDS.sleep(GATHERING);
    }
  }

  private void deliver(List<JsonObject> events) throws InterruptedException {
    byte[] body = body(events);
    long pause = 50;
    Subscriber current = subscriber;
    while (current != null && !taken(current, body)) {
      TimeUnit.MILLISECONDS.sleep(pause);
      pause = Math.min(LONGEST_PAUSE, pause * 2);
      current = subscriber;
    }
    if (current != null) {
      delivered.addAndGet(events.size());
    }
  }

  private static byte[] body(List<JsonObject> events) {
    String text = events.size() == 1 ? events.getFirst().encode() : new JsonArray(events).encode();
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private boolean taken(Subscriber to, byte[] body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(to.url())
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header(Signature.HEADER, Signature.of(to.secret(), body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      return status >= 200 && status < 300;
    } catch (IOException notThere) {
      return false;
    }
  }

  @Override
  public void close() {
    sender.interrupt();
    client.shutdownNow();
  }
}
