package homeroom.simulators.lms;

import homeroom.simulators.history.History;
import homeroom.simulators.lms.Row.Enrollment;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running stand-in for the LMS. Listens on 127.0.0.1 and nowhere else; thread-safe.
 *
 * <pre>{@code
 * try (LmsSimulator lms = LmsSimulator.start(Config.of(Person.admin("token", "homeroom")))) {
 *   lms.feedTo(hub, "secret");
 *   ... lms.url() ...
 * }
 * }</pre>
 */
public final class LmsSimulator implements AutoCloseable {

  /**
   * How to start.
   *
   * @param port to listen on; 0 for any
   * @param people who may call, with their tokens
   */
  public record Config(int port, List<Person> people) {
    public Config {
      people = List.copyOf(people);
    }

    /** On any port. */
    public static Config of(Person... people) {
      return new Config(0, List.of(people));
    }
  }

  /** More than one loop only pays where there is more than one core. */
  private static final int LOOPS = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 2);

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS).setUseDaemonThread(true));
  private final ChangeFeed feed = new ChangeFeed();
  private final Store store = new Store(feed);
  private final Traffic traffic = new Traffic();
  private final LmsServer server;
  private final List<HttpServer> listening = new ArrayList<>();
  private int port;

  private LmsSimulator(Config config) {
    Routes routes = new Routes(store);
    Map<String, Person> people = new HashMap<>();
    config.people().forEach(person -> people.put(person.token(), person));
    config.people().forEach(routes::seed);
    this.server = new LmsServer(store, routes, people, traffic, vertx);
    this.port = config.port();
  }

  /**
   * Starts one.
   *
   * @throws IllegalStateException if the port cannot be had
   */
  public static LmsSimulator start(Config config) {
    LmsSimulator simulator = new LmsSimulator(config);
    simulator.listen();
    return simulator;
  }

  private synchronized void listen() {
    HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setTcpNoDelay(true);
    for (int loop = 0; loop < LOOPS; loop++) {
      HttpServer next =
          await(
              vertx
                  .createHttpServer(options.setPort(port))
                  .requestHandler(server::handle)
                  .listen());
      port = next.actualPort();
      listening.add(next);
    }
  }

  /** Where it listens; the API is at {@code /api/v1} below. Stays the same over outages. */
  public synchronized URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Sends changes of people and enrollments to a subscriber from now on, instead of to the one
   * before.
   *
   * @param secret signs the body: header {@code X-Canvas-Signature: sha256=<hex HMAC-SHA256>}
   */
  public void feedTo(URI subscriber, String secret) {
    feed.subscribe(subscriber, secret);
  }

  /** Sends no changes any more and forgets those that wait. */
  public void feedNobody() {
    feed.unsubscribe();
  }

  /** Goes down; what it holds stays. */
  public synchronized void down(Down how) {
    switch (how) {
      case UNAVAILABLE -> server.unavailable(true);
      case REFUSING -> {
        listening.forEach(one -> await(one.close()));
        listening.clear();
      }
    }
  }

  /** Does what it is asked to change, and breaks the connection instead of answering. */
  public void loseAnswers() {
    server.losing(true);
  }

  /** Comes back, where it was, and answers. */
  public synchronized void up() {
    server.losing(false);
    server.lasting(Optional.empty());
    server.unavailable(false);
    if (listening.isEmpty()) {
      listen();
    }
  }

  /** Makes the next requests fail. */
  public void fail(Fault fault, int times) {
    server.fail(0, fault, times);
  }

  /** Makes all that programs ask fail so until it is {@link #up}; people go on working. */
  public void failAlways(Fault fault) {
    server.lasting(Optional.of(fault));
  }

  /**
   * What programs wrote: {@code users} by SIS id, {@code enrollments} by section, person and type
   * with colons between.
   */
  public History history() {
    return store.history;
  }

  /** Makes one request fail, after some that go well. */
  public void failAfter(int well, Fault fault) {
    server.fail(well, fault, 1);
  }

  /** What happened so far, and what is there. */
  public LmsStats stats() {
    return store.locked(
        () ->
            new LmsStats(
                traffic.requests(),
                traffic.bytes(),
                store.duplicates(),
                feed.delivered(),
                feed.pending(),
                store.accounts.count(row -> !row.deleted() && row.id() != Store.ROOT),
                store.terms.count(row -> !row.deleted()),
                store.courses.count(row -> !row.deleted()),
                store.sections.count(row -> !row.deleted()),
                store.users.count(row -> !row.deleted()),
                store.enrollments.count(LmsSimulator::active)));
  }

  /** How often somebody created once more what was there. */
  public long duplicates() {
    return store.duplicates();
  }

  private static boolean active(Enrollment enrollment) {
    return enrollment.state().equals(Row.ACTIVE);
  }

  @Override
  public void close() {
    feed.close();
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IllegalStateException("the LMS stand-in could not start or stop", failed);
    }
  }
}
