package homeroom.adapters.canvas;

import static homeroom.adapters.canvas.CanvasDeliveryTest.id;
import static homeroom.adapters.canvas.Lms.ENROLLMENT;
import static homeroom.adapters.canvas.Lms.USER;
import static homeroom.adapters.canvas.Lms.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.Failure.Kind;
import homeroom.api.Operation;
import homeroom.api.PushSource;
import homeroom.api.PushSource.Request;
import homeroom.api.SourceItem;
import homeroom.api.SourceItem.Row;
import homeroom.api.Value;
import homeroom.simulators.lms.Down;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CanvasSourceTest {

  private static final String SECRET = "between us";

  private final Lms lms = new Lms();
  private final PushSource source = lms.source(SECRET);
  private final List<Request> posted = new CopyOnWriteArrayList<>();
  private final AtomicInteger answer = new AtomicInteger(200);
  private HttpServer hub;

  @BeforeEach
  void listen() throws IOException {
    lms.furnish();
    hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    hub.createContext("/", this::take);
    hub.start();
    URI url = URI.create("http://127.0.0.1:" + hub.getAddress().getPort() + "/lms");
    lms.simulator.feedTo(url, SECRET);
  }

  @AfterEach
  void stop() {
    hub.stop(0);
    source.close();
    lms.close();
  }

  private void take(HttpExchange exchange) throws IOException {
    String header = "X-Canvas-Signature";
    Map<String, String> headers =
        Map.of(header.toLowerCase(Locale.ROOT), exchange.getRequestHeaders().getFirst(header));
    Request request = new Request(headers, exchange.getRequestBody().readAllBytes());
    if (answer.get() == 200) {
      posted.add(request);
    }
    exchange.sendResponseHeaders(answer.get(), -1);
    exchange.close();
  }

  /** The rows of everything that was posted until the feed had nothing more to say. */
  private List<Row> rows() throws AdapterFailure {
    await().until(() -> lms.simulator.stats().eventsPending() == 0);
    List<Row> rows = new CopyOnWriteArrayList<>();
    for (Request request : posted) {
      try (var items = source.receive(request).items()) {
        items.forEach(item -> rows.add((Row) item));
      }
    }
    return rows;
  }

  private void asTeacher(String verb, String path, String body) throws Exception {
    assertThat(lms.as("teacher-token", verb, path, body)).doesNotContain("\"errors\"");
  }

  @Test
  void shouldSayWhatAPersonsRecordHoldsAfterATeachersEdit() throws Exception {
    asTeacher("PUT", "users/sis_user_id:u-1", "{\"user\":{\"short_name\":\"Annie\"}}");

    Row row = rows().getFirst();

    assertThat(row.collection()).isEqualTo("users");
    assertThat(row.operation()).isEqualTo(Operation.UPSERT);
    assertThat(row.writer()).contains("t.okafor");
    assertThat(row.eventId()).isPresent();
    assertThat(row.occurredAt()).isPresent();
    assertThat(row.columns())
        .containsEntry("sis_user_id", Value.text("u-1"))
        .containsEntry("short_name", Value.text("Annie"))
        .containsEntry("integration_id", Value.text("student:1"))
        .containsEntry("name", Value.text("Ana Lopez"))
        .containsEntry("sortable_name", Value.text("Lopez, Ana"))
        .containsEntry("email", Value.text("ana@cedar.example"))
        .containsEntry("login_id", Value.text("ana@cedar.example"));
  }

  @Test
  void shouldSayWhatAnEnrollmentHoldsAfterATeachersEdit() throws Exception {
    lms.simulator.feedNobody();
    Optional<String> id = id(lms.create("enrollments", ENROLLMENT));
    lms.simulator.feedTo(
        URI.create("http://127.0.0.1:" + hub.getAddress().getPort() + "/lms"), SECRET);

    asTeacher("DELETE", "courses/1/enrollments/" + id.get() + "?task=inactivate", "");

    assertThat(rows())
        .hasSize(2)
        .allSatisfy(
            row ->
                assertThat(row.columns())
                    .containsEntry("sis_user_id", Value.text("u-1"))
                    .containsEntry("sis_section_id", Value.text("s/1 a"))
                    .containsEntry("type", Value.text("StudentEnrollment"))
                    .containsEntry("enrollment_state", Value.text("inactive"))
                    .containsEntry("start_at", Value.day(LocalDate.of(2026, 8, 15)))
                    .containsEntry("end_at", Value.NULL));
  }

  @Test
  void shouldSayThatADeletedEnrollmentIsGone() throws Exception {
    Optional<String> id = id(lms.create("enrollments", ENROLLMENT));
    asTeacher("DELETE", "courses/1/enrollments/" + id.get() + "?task=delete", "");

    assertThat(rows().getLast().operation()).isEqualTo(Operation.DELETE);
  }

  @Test
  void shouldNotReadBackOurOwnWrites() throws Exception {
    lms.update(
        "users",
        Optional.of("3"),
        with(USER, "user.short_name", Value.text("Nita")),
        "user.short_name");
    lms.create("enrollments", ENROLLMENT);
    await().until(() -> lms.simulator.stats().eventsPending() == 0);
    long before = lms.simulator.stats().requests();

    List<Row> rows = rows();

    assertThat(lms.simulator.stats().requests()).isEqualTo(before);
    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().writer()).contains(Lms.HUB);
    assertThat(rows.getFirst().columns())
        .containsEntry("sis_user_id", Value.text("u-1"))
        .containsEntry("short_name", Value.text("Nita"))
        .doesNotContainKey("email");
  }

  @Test
  void shouldUnderstandManyEventsInOneNotification() throws Exception {
    answer.set(503);
    for (int number = 0; number < 60; number++) {
      String body = "{\"user\":{\"short_name\":\"A" + number + "\"}}";
      asTeacher("PUT", "users/sis_user_id:u-1", body);
    }
    answer.set(200);

    List<Row> rows = rows();

    assertThat(posted).hasSizeLessThan(10);
    assertThat(rows).hasSize(60);
    assertThat(rows.stream().map(Row::eventId).distinct()).hasSize(60);
    assertThat(rows.getLast().columns()).containsEntry("short_name", Value.text("A59"));
  }

  @Test
  void shouldNameTheSameBodyTheSame() throws Exception {
    asTeacher("PUT", "users/sis_user_id:u-1", "{\"user\":{\"short_name\":\"Annie\"}}");
    rows();

    Batch first = source.receive(posted.getFirst());
    Batch second = source.receive(posted.getFirst());

    assertThat(first.id()).isEqualTo(second.id()).startsWith("sha256-");
    assertThat(first.coverage())
        .isEqualTo(Map.of("users", Coverage.PARTIAL, "enrollments", Coverage.PARTIAL));
    assertThat(first.items().map(SourceItem::place)).containsExactly("event 1");
  }

  @Test
  void shouldRefuseAWrongSignature() throws Exception {
    asTeacher("PUT", "users/sis_user_id:u-1", "{\"user\":{\"short_name\":\"Annie\"}}");
    rows();
    byte[] forged =
        new String(posted.getFirst().body(), StandardCharsets.UTF_8)
            .replace("Annie", "Hannah")
            .getBytes(StandardCharsets.UTF_8);

    for (Request request :
        List.of(new Request(posted.getFirst().headers(), forged), new Request(Map.of(), forged))) {
      AdapterFailure failure =
          catchThrowableOfType(AdapterFailure.class, () -> source.receive(request));
      assertThat(failure.failure().kind()).isEqualTo(Kind.CREDENTIAL);
    }
  }

  @Test
  void shouldRefuseWhatIsNoEvent() {
    for (String body : List.of("", "{", "{}", "[1]", "{\"metadata\":{\"event_name\":\"x\"}}")) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      Request request = new Request(Map.of("x-canvas-signature", signed(bytes)), bytes);
      AdapterFailure failure =
          catchThrowableOfType(AdapterFailure.class, () -> source.receive(request));
      assertThat(failure.failure().kind()).isEqualTo(Kind.CONTENT);
    }
  }

  @Test
  void shouldSkipEventsAboutOtherThings() throws Exception {
    byte[] bytes =
        "{\"metadata\":{\"event_name\":\"grade_change\"},\"body\":{}}"
            .getBytes(StandardCharsets.UTF_8);

    Batch batch = source.receive(new Request(Map.of("x-canvas-signature", signed(bytes)), bytes));

    assertThat(batch.isEmpty()).isFalse();
    assertThat(batch.items()).isEmpty();
  }

  @Test
  void shouldAskToBeToldAgainWhenTheLookUpDoesNotWork() throws Exception {
    asTeacher("PUT", "users/sis_user_id:u-1", "{\"user\":{\"short_name\":\"Annie\"}}");
    rows();

    lms.simulator.down(Down.REFUSING);
    assertThat(lookUp()).isEqualTo(Kind.TRANSIENT);
    lms.simulator.up();
    lms.token.set("expired");
    assertThat(lookUp()).isEqualTo(Kind.TRANSIENT);
  }

  private Kind lookUp() {
    return catchThrowableOfType(AdapterFailure.class, () -> source.receive(posted.getFirst()))
        .failure()
        .kind();
  }

  private static String signed(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "any"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
