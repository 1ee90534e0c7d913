package homeroom.support.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homeroom.api.AdapterFailure;
import homeroom.api.Evidence;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCallerTest {

  private static final ObjectNode BODY = JsonNodeFactory.instance.objectNode().put("name", "x");
  private static final Address THING = Address.of("things").id("secret 1");

  private final Vertx vertx = Vertx.vertx();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private volatile Consumer<HttpServerRequest> answer = request -> request.response().end("{}");
  private HttpServer server;
  private HttpCaller caller;

  @BeforeEach
  void start() throws Exception {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  seen.add(request.method() + " " + request.uri());
                  answer.accept(request);
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    caller = caller(server.actualPort(), Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() throws Exception {
    caller.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static HttpCaller caller(int port, Duration deadline) {
    return new HttpCaller(
        URI.create("http://127.0.0.1:" + port + "/api/"), () -> "t0ken", deadline);
  }

  private void answering(int status, String body) {
    answer = request -> request.response().setStatusCode(status).end(body);
  }

  private static Failure failureOf(ThrowingCallable call) {
    return catchThrowableOfType(AdapterFailure.class, call).failure();
  }

  @Test
  void shouldTellOfARefusalItsStatusAndTheOtherSidesIdAndNothingElse() throws Exception {
    answer =
        request ->
            request
                .response()
                .setStatusCode(409)
                .putHeader("X-Request-Context-Id", "5f0c-77")
                .end("{\"message\":\"Zo\u00eb is taken\"}");

    Failure refusal = caller.put(Address.of("things"), BODY).refusal();

    assertThat(refusal.evidence())
        .isEqualTo(
            new Evidence(
                Optional.of(Evidence.Category.CONFLICT),
                Optional.of("409"),
                Optional.of("5f0c-77")));
    assertThat(refusal.toString()).doesNotContain("Zo\u00eb");
  }

  @Test
  void shouldNotTakeASentenceForAnId() throws Exception {
    answer =
        request ->
            request
                .response()
                .setStatusCode(422)
                .putHeader("X-Request-Id", "the name Ada is taken")
                .end();

    assertThat(caller.put(Address.of("things"), BODY).refusal().evidence().requestId()).isEmpty();
  }

  @Test
  void shouldTellTheIdOfARequestThatTheOtherSideCouldNotServe() {
    answer =
        request -> request.response().setStatusCode(503).putHeader("X-Request-Id", "r-9").end();

    Failure failure = failureOf(() -> caller.put(Address.of("things"), BODY));

    assertThat(failure.evidence().status()).contains("503");
    assertThat(failure.evidence().requestId()).contains("r-9");
  }

  @Test
  void shouldSendTokenBodyAndEncodedPath() throws Exception {
    answer =
        request ->
            request
                .body()
                .onSuccess(
                    body ->
                        request
                            .response()
                            .putHeader("X-Token", request.getHeader("Authorization"))
                            .putHeader("X-Type", request.getHeader("Content-Type"))
                            .end(body));

    Reply reply = caller.put(Address.of("things").id("a/b ü").then("parts").with("q", "1&2"), BODY);

    assertThat(seen).containsExactly("PUT /api/things/a%2Fb%20%C3%BC/parts?q=1%262");
    assertThat(reply.json()).isEqualTo(BODY);
    assertThat(reply.header("X-Token")).contains("Bearer t0ken");
    assertThat(reply.header("x-type")).contains("application/json");
  }

  @Test
  void shouldHandBackRefusalsThatAreAboutTheRecord() throws Exception {
    answering(404, "{}");

    Reply reply = caller.get(THING);

    assertThat(reply.ok()).isFalse();
    assertThat(failureOf(reply::orFail))
        .isEqualTo(reply.refusal())
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.CONTENT))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo("HTTP_404"));
  }

  @Test
  void shouldTellWhoMustActByStatus() {
    answering(401, "");
    assertThat(failureOf(() -> caller.get(THING)).kind()).isEqualTo(Kind.CREDENTIAL);
    answering(403, "");
    assertThat(failureOf(() -> caller.get(THING)).kind()).isEqualTo(Kind.CREDENTIAL);
    answering(403, "403 Forbidden (Rate Limit Exceeded)");
    assertThat(failureOf(() -> caller.post(THING, BODY)).kind()).isEqualTo(Kind.THROTTLED);
    answering(302, "");
    assertThat(failureOf(() -> caller.get(THING)).kind()).isEqualTo(Kind.CONFIGURATION);
    answering(503, "");
    assertThat(failureOf(() -> caller.get(THING)).kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(failureOf(() -> caller.patch(THING, BODY)).kind()).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void shouldReportHowLongToWaitWhenThrottled() {
    answer =
        request ->
            request.response().setStatusCode(429).putHeader("Retry-After", "7").end("slow down");

    Failure failure = failureOf(() -> caller.post(THING, BODY));

    assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void shouldSayNothingWasAppliedWhenTheConnectionIsRefused() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (HttpCaller nobody = caller(free, Duration.ofSeconds(5))) {
      assertThat(failureOf(() -> nobody.post(THING, BODY)).kind()).isEqualTo(Kind.TRANSIENT);
    }
  }

  @Test
  void shouldNotKnowTheResultWhenTheConnectionBreaksAfterAWrite() {
    answer = request -> request.body().onSuccess(body -> request.connection().close());

    assertThat(failureOf(() -> caller.post(THING, BODY)).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(failureOf(() -> caller.get(THING)).kind()).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void shouldEndAtTheDeadline() {
    answer = request -> {};
    try (HttpCaller hasty = caller(server.actualPort(), Duration.ofMillis(200))) {
      Failure failure = failureOf(() -> hasty.post(THING, BODY));
      assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
      assertThat(failure.code()).isEqualTo("HTTP_TIMEOUT");
      assertThat(failureOf(() -> hasty.get(THING)).kind()).isEqualTo(Kind.TRANSIENT);
    }
  }

  @Test
  void shouldSendNothingAfterItSaidThatNothingWasSent() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    SharedVertx.acquire().runOnContext(_ -> hold(held));
    try (HttpCaller hasty = caller(server.actualPort(), Duration.ofMillis(100))) {
      Failure failure = failureOf(() -> hasty.post(THING, BODY));
      assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(failure.code()).isEqualTo("HTTP_NOT_CONNECTED");

      held.countDown();
      caller.get(THING);
      assertThat(hasty.get(THING).ok()).isTrue();
    } finally {
      held.countDown();
      SharedVertx.release();
    }
    assertThat(seen).hasSize(2).allMatch(request -> request.startsWith("GET "));
  }

  @Test
  void shouldEndWhenItsThreadIsStopped() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    answer = request -> asked.countDown();
    AtomicReference<Failure> failure = new AtomicReference<>();
    AtomicBoolean stillStopped = new AtomicBoolean();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  failure.set(failureOf(() -> caller.post(THING, BODY)));
                  stillStopped.set(Thread.currentThread().isInterrupted());
                });
    asked.await();

    thread.interrupt();
    thread.join();

    assertThat(failure.get().code()).isEqualTo("HTTP_INTERRUPTED");
    assertThat(failure.get().kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(stillStopped).isTrue();
  }

  @Test
  void shouldNotKnowTheResultWhenTheAnswerIsCutShort() {
    answer =
        request -> {
          request.response().putHeader("Content-Length", "100").write("{\"a\":");
          vertx.setTimer(50, timer -> request.connection().close());
        };

    assertThat(failureOf(() -> caller.post(THING, BODY)).kind()).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void shouldFollowOpaquePagesOnlyAsFarAsTheyAreWanted() throws Exception {
    answer =
        request -> {
          int page = request.getParam("cursor") == null ? 1 : 2;
          request
              .response()
              .putHeader("Link", "<" + url("?cursor=z%2F1") + ">; rel=\"next\", <x>; rel=\"last\"")
              .end(page == 1 ? "[1]" : "[2]");
        };

    try (Stream<Reply> pages = caller.pages(Address.of("things"))) {
      assertThat(pages.limit(2).map(page -> new String(page.body()))).containsExactly("[1]", "[2]");
    }
    assertThat(seen).containsExactly("GET /api/things", "GET /api/things?cursor=z%2F1");
  }

  @Test
  void shouldFailTheStreamWhenALaterPageCannotBeRead() throws Exception {
    answer =
        request -> {
          boolean first = request.query() == null;
          request.response().putHeader("Link", "<" + url("?p=2") + ">; rel=next");
          request.response().setStatusCode(first ? 200 : 500).end("[]");
        };

    try (Stream<Reply> pages = caller.pages(Address.of("things"))) {
      assertThatThrownBy(pages::toList)
          .isInstanceOf(UncheckedIOException.class)
          .hasRootCauseInstanceOf(AdapterFailure.class);
    }
  }

  @Test
  void shouldNotTakeTheTokenToAnotherHost() throws Exception {
    assertPagesEndAt("http://127.0.0.2:9/x");
  }

  @Test
  void shouldNotFollowWhatIsNoUrl() throws Exception {
    assertPagesEndAt("http://127.0.0.1/ not a url");
  }

  private void assertPagesEndAt(String next) throws Exception {
    answer = request -> request.response().putHeader("Link", "<" + next + ">; rel=next").end("[]");

    try (Stream<Reply> pages = caller.pages(Address.of("things"))) {
      assertThatThrownBy(pages::toList)
          .isInstanceOf(UncheckedIOException.class)
          .cause()
          .isInstanceOf(IOException.class)
          .hasMessageContaining("HTTP_FOREIGN_PAGE");
    }
  }

  @Test
  void shouldNameNoRecordTokenOrBodyInFailures() {
    answering(500, "secret answer");

    assertThatThrownBy(() -> caller.put(THING, BODY))
        .hasMessageContaining("PUT things/*")
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("t0ken");
  }

  @Test
  void shouldAskForAnotherTokenAfterOneWasRefused() throws Exception {
    List<String> refused = new CopyOnWriteArrayList<>();
    TokenSource tokens =
        new TokenSource() {
          @Override
          public String token() {
            return refused.isEmpty() ? "old" : "new";
          }

          @Override
          public void refused(String token) {
            refused.add(token);
          }
        };
    answer =
        request ->
            request
                .response()
                .setStatusCode("Bearer new".equals(request.getHeader("Authorization")) ? 200 : 401)
                .end("{}");
    URI base = URI.create("http://127.0.0.1:" + server.actualPort());

    try (HttpCaller renewing = new HttpCaller(base, tokens, Duration.ofSeconds(5))) {
      assertThat(failureOf(() -> renewing.get(THING)).kind()).isEqualTo(Kind.CREDENTIAL);
      assertThat(renewing.get(THING).ok()).isTrue();
    }
    assertThat(refused).containsExactly("old");
  }

  @Test
  void shouldServeManyVirtualThreadsAtOnce() throws Exception {
    List<Thread> threads =
        Stream.generate(() -> Thread.ofVirtual().unstarted(() -> callMany(20))).limit(50).toList();

    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(seen).hasSize(1000);
  }

  private static void hold(CountDownLatch until) {
    try {
      until.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void callMany(int times) {
    try {
      for (int call = 0; call < times; call++) {
        caller.post(THING, BODY);
      }
    } catch (AdapterFailure failure) {
      throw new IllegalStateException(failure);
    }
  }

  private String url(String rest) {
    return "http://127.0.0.1:" + server.actualPort() + "/api/things" + rest;
  }

  /** Fails so often, and answers then. */
  private void failing(int times, Consumer<HttpServerRequest> how) {
    AtomicInteger left = new AtomicInteger(times);
    answer =
        request -> {
          if (left.getAndDecrement() > 0) {
            how.accept(request);
          } else {
            request.response().end("{}");
          }
        };
  }

  @Test
  void shouldReadAgainWithPatienceWhatMayWorkAnotherTime() throws Exception {
    failing(2, request -> request.response().setStatusCode(503).end());
    assertThat(caller.patient().get(THING).ok()).isTrue();
    assertThat(seen).hasSize(3);

    failing(
        1, request -> request.response().setStatusCode(429).putHeader("Retry-After", "1").end());
    assertThat(caller.patient().get(THING).ok()).isTrue();
    assertThat(seen).hasSize(5);
  }

  @Test
  void shouldLosePatience() {
    answering(503, "");

    assertThat(failureOf(() -> caller.patient().get(THING)).kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(seen).hasSize(5);
  }

  @Test
  void shouldHaveNoPatienceWithWhatDoesNotPassNorWithWrites() {
    answer = request -> request.response().setStatusCode(429).putHeader("Retry-After", "90").end();
    assertThat(failureOf(() -> caller.patient().get(THING)).kind()).isEqualTo(Kind.THROTTLED);
    answering(403, "");
    assertThat(failureOf(() -> caller.patient().get(THING)).kind()).isEqualTo(Kind.CREDENTIAL);
    answering(503, "");
    assertThat(failureOf(() -> caller.patient().put(THING, BODY)).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(failureOf(() -> caller.get(THING)).kind()).isEqualTo(Kind.TRANSIENT);

    assertThat(seen).hasSize(4);
  }
}
