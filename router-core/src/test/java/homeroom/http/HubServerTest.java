package homeroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Failure;
import homeroom.api.RecordKey;
import homeroom.api.WithoutText;
import homeroom.audit.SampleStore;
import homeroom.audit.explain.ExplainSamples;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HubServerTest {

  @TempDir Path data;
  private final HttpClient client = HttpClient.newHttpClient();
  private RunningServer server;

  @BeforeEach
  void start() throws IOException {
    server = new RunningServer(data);
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> ask(String path) {
    return send(authorised(path));
  }

  private HttpRequest.Builder authorised(String path) {
    try {
      return request(path).header("Authorization", "Bearer " + server.token());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private JsonObject get(String path) {
    HttpResponse<String> response = ask(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new JsonObject(response.body());
  }

  private String code(HttpResponse<String> response) {
    JsonObject error = new JsonObject(response.body());
    assertThat(error.fieldNames()).containsExactlyInAnyOrder("code", "message", "remedy");
    return response.statusCode() + " " + error.getString("code");
  }

  private String pseudonym(String record) {
    return server.sample.store().pseudonyms().of(RecordKey.parse(record));
  }

  private static List<String> strings(JsonArray items, String name) {
    return items.stream().map(JsonObject.class::cast).map(item -> item.getString(name)).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/status",
        "/api/v1/movements",
        "/api/v1/records",
        "/api/v1/records/x/explanation",
        "/api/v1/conflicts/k1",
        "/api/v1/sources/sis/poll",
        "/api/v1/nothing"
      })
  void shouldAskForTheToken(String path) {
    assertThat(code(send(request(path)))).isEqualTo("401 TOKEN_WRONG");
    assertThat(code(send(request(path).header("Authorization", "Bearer wrong"))))
        .isEqualTo("401 TOKEN_WRONG");
  }

  @Test
  void shouldKeepTheTokenPrivateAndOverRestarts() throws IOException {
    String before = server.token();
    assertThat(Files.getPosixFilePermissions(data.resolve("api-token")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(data.resolve("api-address"))
        .content()
        .isEqualTo("127.0.0.1:" + server.port() + "\n");

    server.close();
    assertThat(data.resolve("api-address")).doesNotExist();
    start();
    assertThat(server.token()).isEqualTo(before);
  }

  @Test
  void shouldReportHowTheHubIs() {
    JsonObject status = get("/api/v1/status");

    assertThat(status.getJsonObject("hub").getString("configuration")).isEqualTo("c1");
    assertThat(status.getJsonObject("hub").getLong("uptimeSeconds")).isEqualTo(3_600);
    assertThat(status.getJsonObject("indexer").getLong("lag")).isZero();
    assertThat(status.getJsonObject("health").getBoolean("progress")).isTrue();
    assertThat(strings(status.getJsonObject("health").getJsonArray("attention"), "code"))
        .containsExactly("IDP_UNREACHABLE");
    JsonArray systems = status.getJsonArray("systems");
    assertThat(strings(systems, "system")).containsExactly("idp", "lms", "sis");
    JsonObject lms = systems.getJsonObject(1).getJsonObject("consumer");
    assertThat(lms.getString("engine")).isEqualTo("running");
    assertThat(lms.getLong("inStep")).isEqualTo(1);
    assertThat(lms.getLong("waiting")).isEqualTo(1);
    assertThat(lms.getLong("refused")).isEqualTo(1);
    JsonObject idp = systems.getJsonObject(0).getJsonObject("consumer");
    assertThat(idp.getString("engine")).isEqualTo("down");
    assertThat(idp.getString("code")).isEqualTo("IDP_UNREACHABLE");
    assertThat(idp.getLong("open")).isEqualTo(1);
    JsonObject sis = systems.getJsonObject(2);
    assertThat(sis.getLong("quarantined")).isEqualTo(1);
    assertThat(sis.getJsonObject("source").getBoolean("running")).isTrue();
    assertThat(sis.getJsonObject("source").getLong("waiting")).isEqualTo(1);
    assertThat(sis.getJsonObject("source").getJsonObject("lastBatch").getString("status"))
        .isEqualTo("ACCEPTED");
  }

  @Test
  void shouldFindMovements() {
    assertThat(strings(get("/api/v1/movements").getJsonArray("movements"), "outcome"))
        .containsExactly("ACCEPTED", "DELIVERED", "ACCEPTED", "REFUSED", "ACCEPTED");
    assertThat(
            strings(
                get("/api/v1/movements?outcome=refused&system=lms").getJsonArray("movements"),
                "code"))
        .containsExactly("CANVAS_NO_TERM");
    assertThat(get("/api/v1/movements?since=30m").getJsonArray("movements")).isEmpty();
    assertThat(
            get("/api/v1/movements?from=2026-09-01&to=2026-09-01T12:01:00Z")
                .getJsonArray("movements"))
        .hasSize(1);
    JsonObject mine =
        get("/api/v1/movements?record=" + pseudonym("enrollment/e1"))
            .getJsonArray("movements")
            .getJsonObject(0);
    assertThat(mine.getString("key")).isEqualTo("e1");
    assertThat(mine.getJsonArray("sent").getJsonObject(0).getJsonArray("waitsFor"))
        .containsExactly("class/9", "after:idp");
  }

  @Test
  void shouldPageThroughMovements() {
    JsonObject first = get("/api/v1/movements?limit=3");
    JsonObject second = get("/api/v1/movements?limit=3&cursor=" + first.getString("cursor"));

    assertThat(first.getJsonArray("movements")).hasSize(3);
    assertThat(strings(second.getJsonArray("movements"), "outcome"))
        .containsExactly("REFUSED", "ACCEPTED");
    assertThat(second.containsKey("cursor")).isFalse();
  }

  @Test
  void shouldNamePseudonyms() {
    HttpResponse<String> response =
        send(
            authorised("/api/v1/pseudonyms")
                .POST(HttpRequest.BodyPublishers.ofString("{\"record\":\"student/123\"}")));

    assertThat(new JsonObject(response.body()).getString("pseudonym"))
        .isEqualTo(pseudonym("student/123"));
    for (String nonsense : List.of("", "[]", "{\"record\":5}", "{\"record\":\"123\"}", "{")) {
      assertThat(
              code(
                  send(
                      authorised("/api/v1/pseudonyms")
                          .POST(HttpRequest.BodyPublishers.ofString(nonsense)))))
          .isEqualTo("400 RECORD_INVALID");
    }
  }

  @Test
  void shouldShowARecordWithItsValuesAndWhereTheyAre() {
    JsonObject record = get("/api/v1/records/" + pseudonym("student/123"));

    assertThat(strings(record.getJsonArray("fields"), "name"))
        .containsExactly("givenName", "email", "nickname");
    assertThat(record.getJsonArray("fields").getJsonObject(1).getString("value"))
        .isEqualTo(SampleStore.MARKED);
    assertThat(record.getJsonArray("fields").getJsonObject(2).getValue("value")).isNull();
    assertThat(record.getJsonArray("fields").getJsonObject(2).containsKey("value")).isTrue();
    assertThat(strings(record.getJsonArray("systems"), "state")).containsExactly("SENT", "IN_STEP");
    assertThat(record.getJsonArray("conflicts").getJsonObject(0).getJsonObject("sides"))
        .isNotEmpty();
  }

  @Test
  void shouldExplainAField() {
    JsonObject story =
        get("/api/v1/records/" + pseudonym("student/123") + "/explanation?field=email");

    assertThat(story.getString("key")).isEqualTo("123");
    JsonObject email = story.getJsonArray("fields").getJsonObject(0);
    assertThat(email.getJsonObject("now").getString("value")).isEqualTo(SampleStore.MARKED);
    assertThat(email.getJsonObject("now").getString("since")).isEqualTo("2026-09-01T12:02:00Z");
    assertThat(strings(email.getJsonArray("said"), "decision"))
        .containsExactly("ACCEPTED", "CONFLICT");
    assertThat(email.getJsonArray("said").getJsonObject(0).getString("origin"))
        .isEqualTo("OneRoster.zip");
    assertThat(email.getJsonArray("said").getJsonObject(1).getBoolean("won")).isFalse();
    JsonObject told = email.getJsonArray("told").getJsonObject(0);
    assertThat(strings(told.getJsonArray("as"), "name")).containsExactly("login");
    assertThat(told.getJsonObject("ended").getString("result")).isEqualTo("CREATED");
    assertThat(strings(email.getJsonArray("systems"), "system")).containsExactly("lms", "sis");
    assertThat(strings(story.getJsonArray("configurations"), "appliedAt"))
        .containsExactly("2026-09-01T11:00:00Z");
    assertThat(story.getJsonObject("log").getString("begins")).isEqualTo("2026-09-01T11:30:00Z");
  }

  @Test
  void shouldExplainAllFields() {
    JsonObject story = get("/api/v1/records/" + pseudonym("student/123") + "/explanation");

    assertThat(strings(story.getJsonArray("fields"), "name"))
        .containsExactly("givenName", "email", "nickname");
    JsonObject seat = get("/api/v1/records/" + pseudonym("enrollment/e1") + "/explanation");
    assertThat(seat.getJsonArray("fields").getJsonObject(0).containsKey("now")).isFalse();
    assertThat(seat.getLong("eventsNotInLog")).isEqualTo(1);
  }

  @Test
  void shouldExplainNothingThatItDoesNotKnow() {
    assertThat(code(ask("/api/v1/records/" + pseudonym("student/999") + "/explanation")))
        .isEqualTo("404 RECORD_UNKNOWN");
    HttpResponse<String> unknown =
        ask("/api/v1/records/" + pseudonym("student/123") + "/explanation?field=marked");
    assertThat(code(unknown)).isEqualTo("404 FIELD_UNKNOWN");
    assertThat(unknown.body()).contains("email, givenName, nickname").doesNotContain("marked");
    assertThat(code(ask("/api/v1/records/student%2F123/explanation")))
        .isEqualTo("400 PSEUDONYM_INVALID");
  }

  @Test
  void shouldSayWhenTheLogCannotBeRead() {
    server.log =
        (record, from) -> {
          throw ExplainSamples.unreadable();
        };

    assertThat(code(ask("/api/v1/records/" + pseudonym("student/123") + "/explanation")))
        .isEqualTo("503 EXPLAIN_LOG_UNREADABLE");
  }

  @Test
  void shouldShowAConflictWithBothSides() {
    JsonObject conflict = get("/api/v1/conflicts/k1");

    assertThat(conflict.getJsonObject("base").getString("value")).isEqualTo("base-value");
    assertThat(conflict.getJsonObject("heldSide").getString("value")).isEqualTo("held-value");
    assertThat(conflict.getJsonObject("arrivedSide").getJsonObject("source").getString("place"))
        .isEqualTo("users.csv:7");
    assertThat(conflict.getString("loser")).isEqualTo("lms");
    assertThat(conflict.getJsonObject("loserNow").getBoolean("same")).isFalse();
    assertThat(conflict.getString("appliedAt")).isEqualTo("2026-09-01T11:00:00Z");
    assertThat(code(ask("/api/v1/conflicts/k2"))).isEqualTo("404 CONFLICT_UNKNOWN");
    assertThat(code(ask("/api/v1/conflicts/student%2F123"))).isEqualTo("404 CONFLICT_UNKNOWN");
  }

  @Test
  void shouldNotKnowARecordThatNeverMoved() {
    assertThat(code(ask("/api/v1/records/" + pseudonym("student/999"))))
        .isEqualTo("404 RECORD_UNKNOWN");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/records/student%2F123, PSEUDONYM_INVALID",
    "/api/v1/movements?record=student%2F123, PSEUDONYM_INVALID",
    "/api/v1/movements?since=yesterday-marked, TIME_INVALID",
    "/api/v1/movements?outcome=marked, PARAMETER_INVALID",
    "/api/v1/movements?limit=marked, PARAMETER_INVALID",
    "/api/v1/movements?limit=1001, PARAMETER_INVALID",
    "/api/v1/movements?cursor=marked, CURSOR_INVALID",
    "/api/v1/undelivered, PARAMETER_MISSING",
    "/api/v1/first-delivered?system=lms, PARAMETER_MISSING"
  })
  void shouldRefuseWhatMakesNoSenseWithoutQuotingIt(String path, String code) {
    HttpResponse<String> response = ask(path);

    assertThat(code(response)).isEqualTo("400 " + code);
    assertThat(response.body()).doesNotContain("marked", "123");
  }

  @Test
  void shouldListWithoutValuesEverywhereElse() {
    for (String path :
        List.of(
            "/movements",
            "/conflicts",
            "/undelivered?system=lms",
            "/batches",
            "/batches/b1",
            "/quarantine")) {
      assertThat(ask("/api/v1" + path).body())
          .doesNotContain(SampleStore.MARKED, "held-value", "arrived-value");
    }
    assertThat(strings(get("/api/v1/conflicts").getJsonArray("conflicts"), "winner"))
        .containsExactly("sis");
    assertThat(strings(get("/api/v1/batches").getJsonArray("batches"), "batch"))
        .containsExactly("b1");
    assertThat(strings(get("/api/v1/quarantine/entries").getJsonArray("entries"), "key"))
        .contains("456");
    assertThat(strings(get("/api/v1/quarantine?direction=in").getJsonArray("causes"), "cause"))
        .containsExactly("sis:in:ROW_BAD_CELL:email");
    assertThat(strings(get("/api/v1/records?entity=class").getJsonArray("records"), "key"))
        .containsExactly("9");
  }

  @Test
  void shouldSayWhatDidNotReachASystemAndWhy() {
    JsonObject lms = get("/api/v1/undelivered?system=lms&since=48h");

    assertThat(strings(lms.getJsonArray("causes"), "reason"))
        .containsExactlyInAnyOrder("CANVAS_NO_TERM", "class");
    assertThat(lms.getJsonObject("engine").getString("engine")).isEqualTo("running");
    assertThat(lms.getJsonArray("quarantined").getJsonObject(0).getLong("entries")).isEqualTo(1);
    JsonObject idp = get("/api/v1/undelivered?system=idp&since=48h");
    assertThat(idp.getJsonObject("engine").getString("code")).isEqualTo("IDP_UNREACHABLE");
    assertThat(strings(idp.getJsonArray("causes"), "state")).containsExactly("SENT");
    assertThat(code(ask("/api/v1/undelivered?system=none"))).isEqualTo("404 SYSTEM_UNKNOWN");
  }

  @Test
  void shouldSayWhenARecordFirstGotThere() {
    JsonObject first = get("/api/v1/first-delivered?system=lms&record=" + pseudonym("student/123"));

    assertThat(first.getString("createdAt")).isEqualTo("2026-09-01T12:03:00Z");
  }

  @Test
  void shouldPollASourceAndAnswerWithItsReport() {
    HttpResponse<String> response = post("/api/v1/sources/sis/poll", "");

    assertThat(new JsonObject(response.body()).getJsonObject("batch").getString("batch"))
        .isEqualTo("b2");
    server.hub.nothingNew = true;
    assertThat(new JsonObject(post("/api/v1/sources/sis/poll", "").body()).containsKey("batch"))
        .isFalse();
    assertThat(code(post("/api/v1/sources/none/poll", ""))).isEqualTo("404 SYSTEM_UNKNOWN");
    server.hub.failure = Optional.of(FakeHub.failure(Failure.Kind.CREDENTIAL));
    assertThat(code(post("/api/v1/sources/sis/poll", ""))).isEqualTo("502 SIS_CREDENTIAL");
  }

  private HttpResponse<String> post(String path, String body) {
    return send(authorised(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  @Test
  void shouldHandOverWhatASystemPosts() {
    HttpResponse<String> response =
        send(
            request("/api/v1/hooks/sis")
                .header("X-Signature", "abc")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(server.hub.received)
        .singleElement()
        .satisfies(
            posted -> {
              assertThat(posted.headers()).containsEntry("x-signature", "abc");
              assertThat(posted.body()).isEqualTo("{}".getBytes());
            });
  }

  @ParameterizedTest
  @CsvSource({
    "CREDENTIAL, 401",
    "CONTENT, 400",
    "TRANSIENT, 503",
    "THROTTLED, 503",
    "UNKNOWN, 503",
    "CONFIGURATION, 503",
    "DEFECT, 500"
  })
  void shouldTellThePosterWhoMustAct(Failure.Kind kind, int status) {
    server.hub.failure = Optional.of(FakeHub.failure(kind));

    assertThat(code(hook("{}"))).isEqualTo(status + " SIS_" + kind);
    assertThat(server.hub.received).isEmpty();
  }

  private HttpResponse<String> hook(String body) {
    return send(request("/api/v1/hooks/sis").POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  @Test
  void shouldRefuseAPostThatIsTooLarge() {
    assertThat(code(hook("x".repeat(5 * 1024 * 1024 + 1)))).isEqualTo("413 BODY_TOO_LARGE");
    assertThat(hook("x".repeat(5 * 1024 * 1024)).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldNotRepeatWhatAnUnexpectedExceptionSays() {
    server.hub.defect = Optional.of(new IllegalStateException("marked cell"));

    HttpResponse<String> response = hook("{}");

    assertThat(code(response)).isEqualTo("500 HUB_DEFECT");
    assertThat(response.body()).doesNotContain("marked");
    assertThat(new WithoutText(server.hub.defect.get()).toString()).doesNotContain("marked");
  }

  @Test
  void shouldAnswerUnknownAddressesInTheSameForm() {
    assertThat(code(ask("/api/v1/nothing"))).isEqualTo("404 NO_SUCH_RESOURCE");
    assertThat(code(ask("/nothing"))).isEqualTo("404 NO_SUCH_RESOURCE");
    assertThat(code(post("/api/v1/status", ""))).startsWith("405");
  }

  @Test
  void shouldCallItselfHealthyOnlyWhileItMakesProgress() {
    assertThat(send(request("/healthz")).statusCode()).isEqualTo(200);

    server.hub.troubles = List.of(FakeHub.failure(Failure.Kind.TRANSIENT));

    HttpResponse<String> response = send(request("/healthz"));
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("SIS_TRANSIENT");
  }

  @Test
  void shouldAskForAPersonWhenTheDiskFillsUpAndStayHealthy() {
    server.hub.disk = List.of(FakeHub.failure(Failure.Kind.CONFIGURATION));

    JsonObject health = get("/api/v1/status").getJsonObject("health");
    assertThat(strings(health.getJsonArray("attention"), "system")).contains("disk");
    assertThat(send(request("/healthz")).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldGiveMetricsWithoutRecords() {
    get("/api/v1/records/" + pseudonym("student/123"));

    String metrics = send(request("/metrics")).body();

    assertThat(metrics)
        .contains("homeroom_movements_total{outcome=\"DELIVERED\",system=\"lms\"} 1.0")
        .contains("homeroom_indexer_lag 0.0")
        .contains("route=\"/api/v1/records/:pseudonym\"")
        .doesNotContain(pseudonym("student/123"), "123\"", SampleStore.MARKED);
  }
}
