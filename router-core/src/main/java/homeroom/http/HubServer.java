package homeroom.http;

import homeroom.api.AdapterFailure;
import homeroom.api.PushSource;
import homeroom.audit.BatchEntry;
import homeroom.audit.Indexer;
import homeroom.audit.QueryStore;
import homeroom.audit.explain.BatchChanges;
import homeroom.audit.explain.Explanations;
import homeroom.files.PrivateFile;
import homeroom.reconcile.Reconciliations;
import homeroom.replay.Replays;
import homeroom.schema.BatchReport;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Serves the hub's interface on 127.0.0.1.
 *
 * <ol>
 *   <li>Everything under {@code /api/v1} asks for the token of the data folder, except {@code
 *       /api/v1/hooks}, where the system's adapter checks the sender.
 *   <li>{@code /metrics} and {@code /healthz} ask for nothing and name no record.
 *   <li>A hook is answered with 200 only when all it brought is in the log.
 *   <li>An error is {@code {"code", "message", "remedy"}} and quotes nothing from the request.
 * </ol>
 */
public final class HubServer implements AutoCloseable {

  /** The file in the data folder that says where the server listens: {@code 127.0.0.1:port}. */
  public static final String ADDRESS_FILE = "api-address";

  private static final String HOST = "127.0.0.1";
  private static final String API = "/api/v1";
  private static final long LARGEST_HOOK = 5L * 1024 * 1024;
  private static final long LARGEST_QUESTION = 64L * 1024;

  /** What the server serves. */
  public record Parts(
      HubControl hub,
      QueryStore store,
      Indexer indexer,
      Explanations explanations,
      BatchChanges changes,
      Replays replays,
      Reconciliations reconciliations,
      PrometheusMeterRegistry registry,
      InstantSource clock) {}

  /** Longer than a command waits for an answer. */
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(65);

  private final Parts parts;
  private final Path addressFile;
  private final ApiToken token;
  private final Vertx vertx;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Responder responder = new Responder(threads);
  private final LookUps lookUps;
  private final Explaining explaining;
  private final Deciding deciding;
  private final Identifying identifying;
  private final Onboarding onboarding;
  private final Replaying replaying;
  private final Reconciling reconciling;
  private final Quarantining quarantining;
  private final RereadingBatch rereading;
  private final HeldBatches heldBatches;
  private final BatchReports batchReports;
  private final Freshness freshness;
  private final StatusReport status;
  private final HttpServer server;

  private HubServer(Parts parts, Path data, ApiToken token) {
    this.parts = parts;
    this.addressFile = data.resolve(ADDRESS_FILE);
    this.token = token;
    this.lookUps = new LookUps(parts.store());
    this.deciding = new Deciding(parts.hub(), parts.store());
    this.identifying = new Identifying(parts.hub(), parts.store());
    this.onboarding = new Onboarding(parts.hub(), parts.store());
    this.replaying = new Replaying(parts.hub(), parts.replays(), parts.clock());
    this.reconciling =
        new Reconciling(
            parts.reconciliations(), parts.replays(), parts.hub(), parts.store().pseudonyms());
    this.quarantining = new Quarantining(parts.hub(), parts.store(), parts.replays());
    this.rereading = new RereadingBatch(parts.hub());
    this.heldBatches = new HeldBatches(parts.hub(), parts.store());
    this.batchReports = new BatchReports(parts.store(), parts.changes());
    this.explaining = new Explaining(parts.store(), parts.explanations());
    this.freshness = new Freshness(parts.hub(), parts.store(), parts.clock());
    this.status = new StatusReport(parts.hub(), parts.store(), parts.indexer(), parts.clock());
    // Nothing is served from files, so no cache folder is needed.
    VertxOptions options = new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2);
    options.getFileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    this.vertx = Vertx.vertx(options);
    this.server = vertx.createHttpServer(serverOptions()).requestHandler(routes());
  }

  /**
   * Starts to listen and writes token and address into the data folder.
   *
   * @param port 0 for any that is free
   * @throws IOException if the port is taken or the data folder cannot be written
   */
  public static HubServer start(int port, Path data, Parts parts) throws IOException {
    HubServer server = new HubServer(parts, data, ApiToken.open(data));
    try {
      server.listen(port);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void listen(int port) throws IOException {
    try {
      server.listen(port, HOST).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while opening port " + port, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("port " + port + " on " + HOST + " cannot be opened", e);
    }
    PrivateFile.replace(addressFile, HOST + ":" + port() + "\n");
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Stops listening, lets what is being answered end, and takes the address away. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(addressFile);
    } catch (IOException left) {
      // The command line finds nobody at the address and says so.
    }
    endRequests();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** A poll of a slow source is not worth keeping the hub from ending. */
  private void endRequests() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Whoever has a big export read, or approves one, waits for the answer as long as that takes. */
  private static HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setHandle100ContinueAutomatically(true)
        .setIdleTimeout(Math.toIntExact(LONGEST_ANSWER.toSeconds()));
  }

  private Router routes() {
    Router router = Router.router(vertx);
    RequestTimer timer = new RequestTimer(parts.registry());
    router.route().handler(timer::time);
    router.get("/healthz").handler(this::healthz);
    router.get("/metrics").handler(this::metrics);
    hooks(router);
    router.route(API + "/*").handler(this::authorise);
    lookUps(router);
    router
        .post(API + "/pseudonyms")
        .handler(body(LARGEST_QUESTION))
        .handler(it -> responder.answer(it, () -> lookUps.pseudonym(text(it))));
    router.post(API + "/sources/:system/poll").handler(this::poll);
    router
        .post(API + "/sources/:system/replay")
        .handler(body(LARGEST_QUESTION))
        .handler(
            it -> responder.answer(it, () -> rereading.replay(it.pathParam("system"), text(it))));
    router
        .post(API + "/conflicts/:id/decision")
        .handler(body(LARGEST_QUESTION))
        .handler(it -> responder.answer(it, () -> deciding.decide(it.pathParam("id"), text(it))));
    router
        .post(API + "/identity")
        .handler(body(LARGEST_QUESTION))
        .handler(it -> responder.answer(it, () -> identifying.change(text(it))));
    router
        .post(API + "/replays")
        .handler(body(LARGEST_QUESTION))
        .handler(it -> responder.answer(it, () -> replaying.ask(text(it))));
    router
        .delete(API + "/replays/:id")
        .handler(it -> responder.answer(it, () -> replaying.cancel(it.pathParam("id"))));
    post(router, "/reconciliations", reconciling::start);
    router
        .post(API + "/reconciliations/:id/repair")
        .handler(body(LARGEST_QUESTION))
        .handler(
            it -> responder.answer(it, () -> reconciling.repair(it.pathParam("id"), text(it))));
    router
        .delete(API + "/reconciliations/:id")
        .handler(it -> responder.answer(it, () -> reconciling.cancel(it.pathParam("id"))));
    post(router, "/batches/approve", heldBatches::approve);
    post(router, "/batches/drop", heldBatches::drop);
    post(router, "/quarantine/retry", quarantining::retry);
    post(router, "/quarantine/drop", quarantining::drop);
    router.route().failureHandler(Responder::refuseFailed);
    router.errorHandler(404, Responder::refuseFailed).errorHandler(405, Responder::refuseFailed);
    return router;
  }

  private void lookUps(Router router) {
    router.get(API + "/status").handler(it -> responder.answer(it, status::full));
    get(router, "/freshness", freshness::of);
    get(router, "/movements", lookUps::movements);
    get(router, "/totals", lookUps::totals);
    get(router, "/records", lookUps::records);
    get(router, "/records/:pseudonym", lookUps::record);
    get(router, "/records/:pseudonym/explanation", explaining::record);
    get(router, "/records/:pseudonym/keys", identifying::keys);
    get(router, "/identity/waiting", identifying::waiting);
    get(router, "/conflicts", lookUps::conflicts);
    get(router, "/conflicts/:id", explaining::conflict);
    get(router, "/undelivered", this::undelivered);
    get(router, "/first-delivered", lookUps::firstDelivered);
    get(router, "/batches", lookUps::batches);
    get(router, "/batches/:id", batchReports::show);
    get(router, "/batches/:id/changes", batchReports::changes);
    get(router, "/quarantine", quarantining::causes);
    get(router, "/quarantine/entries", quarantining::entries);
    get(router, "/quarantine/entries/:id", quarantining::entry);
    get(router, "/alerts", lookUps::alerts);
    get(router, "/onboarding", onboarding::report);
    get(router, "/reconciliations/:id", reconciling::show);
    get(router, "/reconciliations/:id/findings", reconciling::findings);
    get(router, "/replays", replaying::list);
    get(router, "/replays/:id", replaying::show);
  }

  private void post(Router router, String path, Function<String, JsonObject> work) {
    router
        .post(API + path)
        .handler(body(LARGEST_QUESTION))
        .handler(it -> responder.answer(it, () -> work.apply(text(it))));
  }

  private void get(Router router, String path, Function<Parameters, JsonObject> work) {
    router
        .get(API + path)
        .handler(it -> responder.answer(it, () -> work.apply(new Parameters(it, parts.clock()))));
  }

  private void authorise(RoutingContext request) {
    String given = Optional.ofNullable(request.request().getHeader("authorization")).orElse("");
    if (token.allows(given)) {
      request.next();
    } else {
      Responder.refuse(request, Refusal.unauthorised());
    }
  }

  /** The store says what waits; whether the system can be reached at all only the engine knows. */
  private JsonObject undelivered(Parameters asked) {
    String system = asked.required("system");
    Optional<JsonObject> engine =
        parts.hub().status().systems().stream()
            .filter(known -> known.system().equals(system))
            .findFirst()
            .flatMap(HubStatus.SystemStatus::consumer)
            .map(consumer -> StatusReport.engine(consumer.engine()));
    if (engine.isEmpty()) {
      throw Refusal.notFound(
          "SYSTEM_UNKNOWN",
          "The parameter system names no consumer of the configuration.",
          "See GET /api/v1/status for the systems and what they are.");
    }
    return Answers.put(lookUps.undelivered(asked), "engine", engine);
  }

  private void poll(RoutingContext request) {
    String system = request.pathParam("system");
    responder.answer(request, () -> polled(system));
  }

  private JsonObject polled(String system) throws HubControl.UnknownSystem {
    try {
      Optional<BatchReport> report = parts.hub().poll(system);
      return Answers.put(
          new JsonObject().put("system", system),
          "batch",
          report.map(BatchEntry::of).map(Answers::batch));
    } catch (AdapterFailure e) {
      throw Refusal.ofOther(e.failure());
    }
  }

  private void hooks(Router router) {
    router
        .post(API + "/hooks/:system")
        .handler(body(LARGEST_HOOK))
        .handler(
            it -> {
              PushSource.Request posted = posted(it);
              String system = it.pathParam("system");
              responder.answer(
                  it,
                  () -> {
                    parts.hub().receive(system, posted);
                    return new JsonObject().put("status", "accepted");
                  });
            });
  }

  private static PushSource.Request posted(RoutingContext request) {
    Map<String, String> headers = new HashMap<>();
    request
        .request()
        .headers()
        .forEach(
            header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
    var buffer = request.body().buffer();
    return new PushSource.Request(headers, buffer == null ? new byte[0] : buffer.getBytes());
  }

  private static String text(RoutingContext request) {
    return Optional.ofNullable(request.body().asString("UTF-8")).orElse("");
  }

  private static BodyHandler body(long limit) {
    return BodyHandler.create(false).setBodyLimit(limit);
  }

  private void healthz(RoutingContext request) {
    Health health = status.liveness();
    Responder.send(request, health.broken().isEmpty() ? 200 : 503, StatusReport.health(health));
  }

  private void metrics(RoutingContext request) {
    request
        .response()
        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
        .end(parts.registry().scrape());
  }
}
