package homeroom.simulators.idp;

import homeroom.simulators.history.History;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An identity provider that runs in this process: SCIM 2.0 over HTTP on 127.0.0.1, accounts in
 * memory, gone when it is closed. Thread-safe.
 *
 * <p>It refuses what strict providers refuse: unknown attributes, values of the wrong type (a text
 * is no boolean), an account without {@code userName}, {@code name.familyName} or {@code
 * name.givenName}, a {@code userName} that is taken in any spelling, a PUT whose body has another
 * id, a PATCH of a list element that is not there, a change with {@code If-Match} of what was
 * changed since. An {@code externalId} may be there twice. It takes bulk requests if it is
 * configured to.
 */
public final class IdpSimulator implements AutoCloseable {

  /** How it is out of order. */
  public enum Mode {
    /** Nobody listens: connections are refused, open ones are cut. */
    REFUSE_CONNECTIONS,
    /** Every request is answered 503 and does nothing. */
    ANSWER_503,
    /** Every request is answered 429 with {@code Retry-After: 1} and does nothing. */
    ANSWER_429,
    /** Whatever changes something is done, and the connection is cut instead of an answer. */
    LOSE_ANSWERS,
    /** Every request waits for half a second before anything is done about it. */
    SLOW,
    /** Whatever changes something is done at once and answered after seconds. */
    ANSWER_LATE
  }

  private static final long SLOW_MILLIS = 500;
  private static final long LATE_MILLIS = 6_000;

  private final Vertx vertx;
  private volatile IdpConfig config;
  private final UserStore store = new UserStore();
  private final History history = new History();
  private final Traffic traffic = new Traffic();
  private final AtomicReference<Optional<Runnable>> meanwhile =
      new AtomicReference<>(Optional.empty());
  private volatile Optional<Mode> mode = Optional.empty();
  private volatile int port;
  private HttpServer server;

  private IdpSimulator(IdpConfig config) {
    this.config = config;
    this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    this.port = config.port();
    this.server = listen();
  }

  /** Starts one and returns when it listens. */
  public static IdpSimulator start(IdpConfig config) {
    return new IdpSimulator(config);
  }

  /** Where the resources lie: {@code http://127.0.0.1:<port>/scim/v2}. */
  public String url() {
    return address() + ScimRoutes.BASE;
  }

  public Stats stats() {
    return new Stats(traffic.requests(), traffic.bytes(), store.duplicates());
  }

  /** What programs wrote: target {@code Users}, by externalId, with paths as SCIM writes them. */
  public History history() {
    return history;
  }

  /** Puts it out of order until {@link #up}. */
  public synchronized void down(Mode how) {
    up();
    mode = Optional.of(how);
    if (how == Mode.REFUSE_CONNECTIONS) {
      await(server.close());
    }
  }

  /** Puts it in order again, at the same address and with the same accounts. */
  public synchronized void up() {
    boolean closed = mode.equals(Optional.of(Mode.REFUSE_CONNECTIONS));
    mode = Optional.empty();
    if (closed) {
      server = listen();
    }
  }

  /** From now on it takes only bulk requests of no operations, whatever it declared before. */
  public void refuseBulk() {
    config = config.withBulk(1, 1);
  }

  /** How many accounts there are, active or not. */
  public int size() {
    return store.size();
  }

  /** All accounts as maps, lists, texts and booleans, in the order of their creation. */
  public List<Map<String, Object>> accounts() {
    return store.all().stream().map(IdpSimulator::plain).toList();
  }

  /** The account with this {@code userName} in any spelling, as maps, lists and so on. */
  public Optional<Map<String, Object>> account(String userName) {
    return store.named(userName).map(IdpSimulator::plain);
  }

  /**
   * Creates an account as somebody else would, past HTTP; checked like any other.
   *
   * @param attributes as in a POST; {@code schemas} may be left out
   * @return its id
   */
  public String create(Map<String, Object> attributes) {
    JsonObject sent =
        new JsonObject()
            .put("schemas", new JsonArray().add(UserSchema.CORE).add(UserSchema.ENTERPRISE))
            .mergeIn(new JsonObject(attributes));
    return store.create(UserCheck.account(sent)).getString("id");
  }

  /** Sets one attribute of an account as somebody else would, past HTTP. */
  public void edit(String id, String path, Object value) {
    JsonObject operation =
        new JsonObject().put("op", "replace").put("path", path).put("value", value);
    JsonObject patch =
        new JsonObject()
            .put("schemas", new JsonArray().add("urn:ietf:params:scim:api:messages:2.0:PatchOp"))
            .put("Operations", new JsonArray().add(operation));
    store.change(id, account -> UserPatch.applied(account, patch));
  }

  /** Does something after the next request that changes something came, and before it is done. */
  public void beforeNextChange(Runnable what) {
    meanwhile.set(Optional.of(what));
  }

  /** Erases an account as somebody else would, past HTTP. */
  public void erase(String id) {
    store.delete(id);
  }

  @Override
  public synchronized void close() {
    await(vertx.close());
  }

  private String address() {
    return "http://127.0.0.1:" + port;
  }

  private HttpServer listen() {
    HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(port);
    HttpServer listening =
        await(vertx.createHttpServer(options).requestHandler(this::receive).listen());
    port = listening.actualPort();
    return listening;
  }

  private void receive(HttpServerRequest request) {
    request.body().onSuccess(body -> handle(request, body));
  }

  private void handle(HttpServerRequest request, Buffer body) {
    traffic.in(request, body);
    if (changes(request)) {
      meanwhile.getAndSet(Optional.empty()).ifPresent(Runnable::run);
    }
    Optional<Mode> broken = mode;
    if (broken.equals(Optional.of(Mode.SLOW))) {
      vertx.setTimer(SLOW_MILLIS, waited -> answer(request, body, broken));
    } else {
      answer(request, body, broken);
    }
  }

  private void answer(HttpServerRequest request, Buffer body, Optional<Mode> broken) {
    Answer answer =
        broken.flatMap(IdpSimulator::refusal).orElseGet(() -> routes().answer(request, body));
    if (broken.equals(Optional.of(Mode.LOSE_ANSWERS)) && changes(request)) {
      request.connection().close();
    } else if (broken.equals(Optional.of(Mode.ANSWER_LATE)) && changes(request)) {
      vertx.setTimer(LATE_MILLIS, waited -> sendIfHeard(request.response(), answer));
    } else {
      send(request.response(), answer);
    }
  }

  private ScimRoutes routes() {
    return new ScimRoutes(config, store, history, address());
  }

  private static boolean changes(HttpServerRequest request) {
    return !request.method().equals(HttpMethod.GET);
  }

  private static Optional<Answer> refusal(Mode mode) {
    return switch (mode) {
      case ANSWER_503 ->
          Optional.of(Answer.of(ScimProblem.status(503, "out of order for the moment")));
      case ANSWER_429 ->
          Optional.of(
              Answer.of(ScimProblem.status(429, "too many requests")).with("retry-after", "1"));
      case REFUSE_CONNECTIONS, LOSE_ANSWERS, SLOW, ANSWER_LATE -> Optional.empty();
    };
  }

  /** Whoever asked may have given up by now. */
  private void sendIfHeard(HttpServerResponse response, Answer answer) {
    if (!response.closed()) {
      send(response, answer);
    }
  }

  private void send(HttpServerResponse response, Answer answer) {
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    if (answer.body().length() == 0) {
      response.end();
    } else {
      response.end(answer.body());
    }
    traffic.out(response.headers(), answer.body());
  }

  private static Map<String, Object> plain(JsonObject json) {
    Map<String, Object> plain = new LinkedHashMap<>();
    json.forEach(entry -> plain.put(entry.getKey(), plain(entry.getValue())));
    return plain;
  }

  private static Object plain(Object value) {
    return switch (value) {
      case JsonObject json -> plain(json);
      case JsonArray list -> list.stream().map(IdpSimulator::plain).toList();
      default -> value;
    };
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
