package homeroom.support.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.testkit.files.FolderRawStore;
import homeroom.testkit.wire.Fault;
import homeroom.testkit.wire.Fault.Ending;
import homeroom.testkit.wire.FaultyWire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebInboxTest {

  private static final String TEXT = "id,name\n1,x\n".repeat(20_000);

  private final FakeWaiting waiting = new FakeWaiting();
  private final Map<String, String> headers = new ConcurrentHashMap<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private volatile String text = TEXT;
  private volatile boolean chunked;

  @TempDir Path temporary;
  private HttpServer server;
  private FaultyWire wire;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/exports/users.csv",
        exchange -> {
          authorizations.add(
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, chunked ? 0 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    wire = new FaultyWire(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    wire.close();
    server.stop(0);
  }

  private Inbox inbox(Optional<String> user, Optional<String> secret, Duration patience) {
    return inbox(wire.url(), user, secret, patience, Duration.ZERO);
  }

  private Inbox inbox(
      URI at, Optional<String> user, Optional<String> secret, Duration patience, Duration settle) {
    URI url = at.resolve("/exports/users.csv?sig=s3cret");
    WebPlace place =
        new WebPlace(url, user, secret.map(word -> () -> word), patience, !settle.isZero());
    return new Inbox(
        place,
        FileNames::isCsv,
        new FolderRawStore(temporary.resolve("raw")),
        settle,
        Inboxes.AT_MOST,
        waiting);
  }

  private Inbox settling() {
    return inbox(
        wire.url(),
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(20),
        Duration.ofSeconds(10));
  }

  private Inbox inbox() {
    return inbox(Optional.empty(), Optional.empty(), Duration.ofSeconds(20));
  }

  private Failure failureOf(Ending ending) {
    wire.onReads(Fault.done(ending));
    Failure failure = Inboxes.failure(inbox());
    assertThat(failure.toString()).doesNotContain("s3cret");
    return failure;
  }

  @Test
  void shouldGetAFileWithoutWaiting() throws Exception {
    assertThat(Inboxes.read(inbox())).isEqualTo(Map.of("users.csv", TEXT));
    assertThat(waiting.pauses()).isZero();
    assertThat(authorizations).containsExactly("null");
  }

  @Test
  void shouldProveWhoAsks() throws Exception {
    Inboxes.read(inbox(Optional.empty(), Optional.of("t0ken"), Duration.ofSeconds(20)));
    Inboxes.read(inbox(Optional.of("hub"), Optional.of("word"), Duration.ofSeconds(20)));

    assertThat(authorizations).containsExactly("Bearer t0ken", "Basic aHViOndvcmQ=");
  }

  @Test
  void shouldTellByTagOrTimeWhetherItIsTheSame() throws Exception {
    assertThat(listed().tellsChanges()).isFalse();
    headers.put("Last-Modified", "Sat, 28 Nov 2026 02:00:00 GMT");
    assertThat(listed().modified()).isEqualTo(Instant.parse("2026-11-28T02:00:00Z"));
    headers.put("ETag", "\"one\"");
    Listed one = listed();
    assertThat(listed()).isEqualTo(one);
    headers.put("ETag", "\"two\"");
    assertThat(listed()).isNotEqualTo(one);
  }

  private Listed listed() throws Exception {
    try (Look look = inbox().look(Listing::files)) {
      return look.listing().files().getFirst();
    }
  }

  @Test
  void shouldLeaveTheRestWhereTheHeadIsEnough() throws Exception {
    text = "x".repeat((int) Inboxes.AT_MOST - 1);
    try (Look look = inbox().look(Listing::files)) {
      assertThat(look.listing().files()).hasSize(1);
    }
    assertThat(Inboxes.kept(temporary.resolve("raw"))).isEmpty();
  }

  @Test
  void shouldKeepNothingOfAnAnswerThatBreaksOff() throws Exception {
    Failure failure = failureOf(new Ending.Cut());

    assertThat(failure.code()).isEqualTo("HTTP_CONNECTION_LOST");
    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(Inboxes.kept(temporary.resolve("raw"))).isEmpty();
  }

  @Test
  void shouldNotWaitForeverForAServerThatIsSilent() {
    wire.onReads(Fault.done(new Ending.Held()));

    Failure failure =
        Inboxes.failure(inbox(Optional.empty(), Optional.empty(), Duration.ofMillis(300)));

    assertThat(failure.code()).isEqualTo("HTTP_TIMEOUT");
    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void shouldFollowNobodyToAnotherHost() {
    Failure failure =
        failureOf(
            new Ending.Answered(302, Map.of("Location", "https://elsewhere.example/x.csv"), ""));

    assertThat(failure.code()).isEqualTo("HTTP_MOVED");
    assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
  }

  @Test
  void shouldTellWhoMustAct() {
    assertThat(failureOf(Fault.page(401)).kind()).isEqualTo(Kind.CREDENTIAL);
    assertThat(failureOf(Fault.page(503)).kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(failureOf(Fault.page(404)))
        .returns(Kind.CONFIGURATION, Failure::kind)
        .returns("HTTP_404", Failure::code)
        .returns("GET users.csv: answered 404 instead of a file", Failure::message);
  }

  @Test
  void shouldRefuseAFileThatIsTooLargeBeforeItIsRead() {
    text = "x".repeat((int) Inboxes.AT_MOST + 1);

    assertThat(Inboxes.failure(inbox()).code()).isEqualTo("FILE_TOO_LARGE");
  }

  @Test
  void shouldWaitForAServerThatIsDown() {
    wire.close();

    assertThat(Inboxes.failure(inbox()).code()).isEqualTo("HTTP_NOT_CONNECTED");
  }

  /** Where only the connection's end is the end, a cut file looks like a complete one. */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\nConnection: close", "HTTP/1.0 200 OK"})
  void shouldRefuseAnAnswerWhoseEndIsNotAnnounced(String head) throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answer(plain, head + "\r\n\r\nid,name\n1,x\n"));
      URI at = URI.create("http://127.0.0.1:" + plain.getLocalPort());

      Failure failure =
          Inboxes.failure(
              inbox(at, Optional.empty(), Optional.empty(), Duration.ofSeconds(20), Duration.ZERO));

      assertThat(failure.code()).isEqualTo("HTTP_NO_LENGTH");
      assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
      assertThat(Inboxes.kept(temporary.resolve("raw"))).isEmpty();
    }
  }

  private static void answer(ServerSocket plain, String text) {
    try (Socket one = plain.accept()) {
      one.getInputStream().read(new byte[4096]);
      one.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldTakeAnAnswerThatComesInChunks() throws Exception {
    chunked = true;

    assertThat(Inboxes.read(inbox())).isEqualTo(Map.of("users.csv", TEXT));
  }

  @Test
  void shouldWaitUntilAFileStaysTheSameWhereThatIsWanted() throws Exception {
    headers.put("ETag", "\"one\"");
    Inbox inbox = settling();
    waiting.onPause(() -> headers.put("ETag", "\"two\""));
    assertThat(Inboxes.failure(inbox).code()).isEqualTo("FILE_STILL_WRITTEN");

    waiting.onPause(() -> {});

    assertThat(Inboxes.read(inbox)).isEqualTo(Map.of("users.csv", TEXT));
    assertThat(waiting.pauses()).isEqualTo(2);
  }

  @Test
  void shouldRefuseToWaitForAFileWhoseChangesDoNotShow() {
    Failure failure = Inboxes.failure(settling());

    assertThat(failure.code()).isEqualTo("HTTP_CHANGES_HIDDEN");
    assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
  }

  /** The client of the JDK quotes a header that it refuses. */
  @ParameterizedTest
  @ValueSource(strings = {"t0k\nen", "\uFEFFt0ken", "\u201Ct0ken\u201D", ""})
  void shouldNotShowASecretThatIsNoToken(String secret) {
    Failure failure =
        Inboxes.failure(inbox(Optional.empty(), Optional.of(secret), Duration.ofSeconds(20)));

    assertThat(failure.code()).isEqualTo("HTTP_BAD_TOKEN");
    assertThat(failure.kind()).isEqualTo(Kind.CREDENTIAL);
    assertThat(failure.toString()).doesNotContain("t0k");
    assertThat(authorizations).isEmpty();
  }
}
