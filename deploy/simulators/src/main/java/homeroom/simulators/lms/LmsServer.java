package homeroom.simulators.lms;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Turns HTTP into {@link Ask}s and answers into HTTP; keeps the switches for faults. */
final class LmsServer {

  private static final String PREFIX = "/api/v1/";

  private final Store store;
  private final Routes routes;
  private final Map<String, Person> people;
  private final Traffic traffic;
  private final Vertx vertx;
  private final Queue<Optional<Fault>> faults = new ConcurrentLinkedQueue<>();
  private volatile boolean unavailable;
  private volatile boolean losing;
  private volatile Optional<Fault> lasting = Optional.empty();

  private static final long SLOW_MILLIS = 500;
  private static final long LATE_MILLIS = 6_000;

  LmsServer(Store store, Routes routes, Map<String, Person> people, Traffic traffic, Vertx vertx) {
    this.store = store;
    this.routes = routes;
    this.people = Map.copyOf(people);
    this.traffic = traffic;
    this.vertx = vertx;
  }

  void unavailable(boolean now) {
    unavailable = now;
  }

  /** Whether what changes something is done and then not answered. */
  void losing(boolean now) {
    losing = now;
  }

  /** What goes wrong with every request of a program until it is told otherwise. */
  void lasting(Optional<Fault> now) {
    lasting = now;
  }

  /** After some requests that go well, some fail. */
  void fail(int well, Fault fault, int times) {
    faults.addAll(Collections.nCopies(well, Optional.empty()));
    faults.addAll(Collections.nCopies(times, Optional.of(fault)));
  }

  void handle(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              traffic.arrived(request, body.length());
              respond(request, body);
            });
  }

  private void respond(HttpServerRequest request, Buffer body) {
    if (unavailable) {
      plain(request.response(), 503, "Service Unavailable");
      return;
    }
    Optional<Fault> next = faults.poll();
    Optional<Fault> all = lasting.filter(fault -> concerns(fault, request));
    if (all.isPresent()) {
      failing(request, body, all.get());
    } else if (losing && !request.method().equals(HttpMethod.GET)) {
      failing(request, body, Fault.BROKEN_AFTER);
    } else if (next == null || next.isEmpty()) {
      send(request.response(), answer(request, body));
    } else {
      failing(request, body, next.get());
    }
  }

  /** People go on working; what is done and badly answered must be a change. */
  private boolean concerns(Fault fault, HttpServerRequest request) {
    boolean program =
        who(request.getHeader("Authorization"))
            .filter(person -> person.role() == Person.Role.ADMIN)
            .isPresent();
    return program
        && switch (fault) {
          case BROKEN_AFTER, ANSWERED_LATE -> !request.method().equals(HttpMethod.GET);
          case TOO_MANY_REQUESTS, RATE_LIMIT_EXCEEDED, SERVER_ERROR, BROKEN_BEFORE, SLOW -> true;
        };
  }

  private void failing(HttpServerRequest request, Buffer body, Fault fault) {
    HttpServerResponse response = request.response();
    switch (fault) {
      case TOO_MANY_REQUESTS -> {
        response.putHeader("Retry-After", "1");
        plain(response, 429, "429 Too Many Requests (Rate Limit Exceeded)");
      }
      case RATE_LIMIT_EXCEEDED -> plain(response, 403, "403 Forbidden (Rate Limit Exceeded)");
      case SERVER_ERROR -> plain(response, 500, "An error occurred.");
      case BROKEN_BEFORE -> request.connection().close();
      case BROKEN_AFTER -> {
        answer(request, body);
        request.connection().close();
      }
      case SLOW ->
          vertx.setTimer(SLOW_MILLIS, waited -> sendIfHeard(response, answer(request, body)));
      case ANSWERED_LATE -> {
        Answer late = answer(request, body);
        vertx.setTimer(LATE_MILLIS, waited -> sendIfHeard(response, late));
      }
    }
  }

  /** Whoever asked may have given up by now. */
  private void sendIfHeard(HttpServerResponse response, Answer answer) {
    if (!response.closed()) {
      send(response, answer);
    }
  }

  private Answer answer(HttpServerRequest request, Buffer body) {
    try {
      Ask ask = ask(request, body);
      return store.locked(() -> routes.answer(ask));
    } catch (Refusal refusal) {
      return Answer.refused(refusal);
    } catch (DecodeException | ClassCastException unreadable) {
      return Answer.refused(Refusal.unreadable());
    }
  }

  private Ask ask(HttpServerRequest request, Buffer body) {
    Person who = who(request.getHeader("Authorization")).orElseThrow(Refusal::badToken);
    String path = request.path();
    if (path == null || !path.startsWith(PREFIX)) {
      throw Refusal.notFound();
    }
    return new Ask(
        request.method().name(),
        Encoding.segments(path, PREFIX),
        request.params(),
        json(request, body),
        who,
        UUID.randomUUID().toString(),
        "http://" + request.authority() + path);
  }

  private static JsonObject json(HttpServerRequest request, Buffer body) {
    if (body.length() == 0) {
      return new JsonObject();
    }
    String type = String.valueOf(request.getHeader("Content-Type"));
    if (!type.startsWith("application/json")) {
      throw Refusal.because("only JSON bodies are understood");
    }
    return new JsonObject(body);
  }

  private Optional<Person> who(@Nullable String authorization) {
    return authorization != null && authorization.startsWith("Bearer ")
        ? Optional.ofNullable(people.get(authorization.substring(7)))
        : Optional.empty();
  }

  private void send(HttpServerResponse response, Answer answer) {
    Buffer bytes = answer.bytes();
    traffic.answered(bytes.length());
    response
        .setStatusCode(answer.status())
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .putHeader("X-Request-Cost", "0.01")
        .putHeader("X-Rate-Limit-Remaining", "700.0");
    if (!answer.link().isEmpty()) {
      response.putHeader("Link", answer.link());
    }
    response.end(bytes);
  }

  private void plain(HttpServerResponse response, int status, String text) {
    traffic.answered(text.length());
    response.setStatusCode(status).putHeader("Content-Type", "text/plain").end(text);
  }
}
