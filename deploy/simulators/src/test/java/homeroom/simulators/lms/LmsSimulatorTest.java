package homeroom.simulators.lms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import homeroom.simulators.history.History;
import homeroom.simulators.lms.LmsSimulator.Config;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LmsSimulatorTest {

  private static final String USER =
      """
      {"user": {"name": "Ana Lopez"},
       "pseudonym": {"unique_id": "ana", "sis_user_id": "u-1"},
       "communication_channel": {"type": "email", "address": "ana@cedar.example"}}\
      """;
  private static final String ENROLL =
      """
      {"enrollment": {"user_id": "sis_user_id:u-1", "type": "StudentEnrollment",
       "enrollment_state": "active"}}\
      """;

  private final LmsSimulator lms =
      LmsSimulator.start(
          Config.of(Person.admin("admin", "homeroom"), Person.teacher("teacher", "t.okafor")));
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    http.shutdownNow();
    lms.close();
  }

  private HttpResponse<String> call(String token, String verb, String path, String body)
      throws IOException, InterruptedException {
    URI url =
        path.startsWith("http") ? URI.create(path) : URI.create(lms.url() + "/api/v1/" + path);
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(verb, BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private JsonObject done(String verb, String path, String body) throws Exception {
    HttpResponse<String> answer = call("admin", verb, path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private int status(String verb, String path, String body) throws Exception {
    return call("admin", verb, path, body).statusCode();
  }

  private void furnish() throws Exception {
    done("POST", "accounts/1/users", USER);
    done("POST", "accounts/1/courses", "{\"course\":{\"name\":\"A\",\"sis_course_id\":\"c-1\"}}");
    done(
        "POST",
        "courses/sis_course_id:c-1/sections",
        "{\"course_section\":{\"name\":\"P1\",\"sis_section_id\":\"s-1\"}}");
  }

  @Test
  void shouldFillInNamesAsCanvasDoes() throws Exception {
    JsonObject user = done("POST", "accounts/1/users", USER);

    assertThat(user.getString("short_name")).isEqualTo("Ana Lopez");
    assertThat(user.getString("sortable_name")).isEqualTo("Lopez, Ana");

    JsonObject renamed =
        done("PUT", "users/sis_user_id:u-1", "{\"user\":{\"name\":\"Ana Maria Diaz\"}}");
    assertThat(renamed.getString("sortable_name")).isEqualTo("Diaz, Ana Maria");
    assertThat(renamed.getString("short_name")).isEqualTo("Ana Lopez");
  }

  @Test
  void shouldRefuseAndCountASecondCreate() throws Exception {
    furnish();

    assertThat(status("POST", "accounts/1/users", USER)).isEqualTo(400);
    String sameLogin = USER.replace("u-1", "u-2").replace("\"ana\"", "\"ANA\"");
    assertThat(call("admin", "POST", "accounts/1/users", sameLogin).body())
        .contains("unique_id")
        .contains("taken");
    String course = "{\"course\":{\"name\":\"A\",\"sis_course_id\":\"c-1\"}}";
    assertThat(status("POST", "accounts/1/courses", course)).isEqualTo(400);
    assertThat(lms.duplicates()).isEqualTo(3);
  }

  @Test
  void shouldGiveTheSameEnrollmentOnceMoreAndCountIt() throws Exception {
    furnish();

    JsonObject first = done("POST", "sections/sis_section_id:s-1/enrollments", ENROLL);
    JsonObject second = done("POST", "sections/sis_section_id:s-1/enrollments", ENROLL);

    assertThat(second.getLong("id")).isEqualTo(first.getLong("id"));
    assertThat(lms.duplicates()).isEqualTo(1);
    assertThat(lms.stats().enrollments()).isEqualTo(1);
  }

  @Test
  void shouldNotDeactivateByEnrollingAgainAndClearDatesThatAreLeftOut() throws Exception {
    furnish();
    String dated = ENROLL.replace("\"active\"", "\"active\", \"start_at\": \"2026-08-15\"");
    String inactive = ENROLL.replace("\"active\"", "\"inactive\"");

    JsonObject first = done("POST", "sections/sis_section_id:s-1/enrollments", dated);
    JsonObject second = done("POST", "sections/sis_section_id:s-1/enrollments", inactive);

    assertThat(first.getString("start_at")).isEqualTo("2026-08-15T00:00:00Z");
    assertThat(second.getString("start_at")).isNull();
    assertThat(second.getString("enrollment_state")).isEqualTo("active");
    assertThat(lms.duplicates()).isZero();
  }

  @Test
  void shouldDeleteSoftlyAndGiveBackOnlyWhenAskedTo() throws Exception {
    furnish();
    done("DELETE", "accounts/1/users/sis_user_id:u-1", "");

    assertThat(status("GET", "users/sis_user_id:u-1", "")).isEqualTo(404);
    assertThat(status("POST", "accounts/1/users", USER)).isEqualTo(400);
    String again = USER.replaceFirst("\\{", "{\"enable_sis_reactivation\": true,");
    assertThat(done("POST", "accounts/1/users", again).getLong("id")).isEqualTo(3);
  }

  @Test
  void shouldRefuseWhatCanvasRefuses() throws Exception {
    furnish();

    assertThat(status("POST", "courses/sis_course_id:none/sections", "{}")).isEqualTo(404);
    assertThat(status("POST", "accounts/1/users", "{\"user\":{\"name\":\"x\"}}")).isEqualTo(400);
    assertThat(status("POST", "accounts/1/courses", "{\"course\":{}}")).isEqualTo(400);
    assertThat(status("POST", "accounts/1/courses", "{\"course\":")).isEqualTo(400);
    assertThat(status("POST", "accounts/1/courses", "{\"course\":[]}")).isEqualTo(400);
    assertThat(
            status(
                "POST",
                "sections/sis_section_id:s-1/enrollments",
                ENROLL.replace("StudentEnrollment", "Pupil")))
        .isEqualTo(400);
    assertThat(status("GET", "nothing/at/all", "")).isEqualTo(404);
    assertThat(call("stranger", "GET", "accounts/1", "").statusCode()).isEqualTo(401);
    assertThat(call("teacher", "POST", "accounts/1/users", USER).statusCode()).isEqualTo(403);
  }

  @Test
  void shouldPageByOpaqueLinks() throws Exception {
    for (int number = 0; number < 25; number++) {
      String user = USER.replace("u-1", "u-" + number).replace("\"ana\"", "\"ana" + number + "\"");
      done("POST", "accounts/1/users", user);
    }
    List<Long> ids = new ArrayList<>();
    Optional<String> next = Optional.of("accounts/1/users?per_page=10&include[]=email");
    int pages = 0;
    while (next.isPresent()) {
      String path = next.get().replace("[]", "%5B%5D");
      HttpResponse<String> answer = call("admin", "GET", path, "");
      new JsonArray(answer.body()).forEach(one -> ids.add(((JsonObject) one).getLong("id")));
      next = answer.headers().firstValue("Link").flatMap(LmsSimulatorTest::next);
      pages++;
    }

    assertThat(pages).isEqualTo(3);
    assertThat(ids).hasSize(27).doesNotHaveDuplicates();
  }

  private static Optional<String> next(String link) {
    Matcher matcher = Pattern.compile("<([^>]*)>; rel=\"next\"").matcher(link);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  @Test
  void shouldBeGoneAndComeBackWithEverythingAtTheSameAddress() throws Exception {
    furnish();
    URI url = lms.url();

    lms.down(Down.REFUSING);
    assertThatThrownBy(() -> call("admin", "GET", "accounts/1", ""))
        .isInstanceOf(IOException.class);
    lms.up();
    lms.down(Down.UNAVAILABLE);
    assertThat(status("GET", "accounts/1", "")).isEqualTo(503);
    lms.up();

    assertThat(lms.url()).isEqualTo(url);
    assertThat(status("GET", "users/sis_user_id:u-1", "")).isEqualTo(200);
  }

  @Test
  void shouldFailProgramsAndLetPeopleWork() throws Exception {
    furnish();
    lms.failAlways(Fault.TOO_MANY_REQUESTS);

    assertThat(status("GET", "users/sis_user_id:u-1", "")).isEqualTo(429);
    assertThat(status("GET", "users/sis_user_id:u-1", "")).isEqualTo(429);
    assertThat(call("teacher", "GET", "users/sis_user_id:u-1", "").statusCode()).isEqualTo(200);
    lms.up();
    assertThat(status("GET", "users/sis_user_id:u-1", "")).isEqualTo(200);
  }

  @Test
  void shouldNoteWhatProgramsWriteAndNotWhatPeopleDo() throws Exception {
    furnish();
    String body = "{\"user\":{\"short_name\":\"Annie\"}}";
    call("teacher", "PUT", "users/sis_user_id:u-1", body);

    assertThat(lms.history().all().keySet())
        .contains(new History.Place("users", "u-1", "user.short_name"));
    assertThat(lms.history().all().values()).doesNotContain(List.of("Annie"));
  }

  @Test
  void shouldCountRequestsAndBytes() throws Exception {
    furnish();

    assertThat(lms.stats().requests()).isEqualTo(3);
    assertThat(lms.stats().bytes()).isGreaterThan(1_000);
    assertThat(lms.stats().courses()).isEqualTo(1);
    assertThat(lms.stats().sections()).isEqualTo(1);
  }

  @Test
  void shouldTellTheSubscriberInOrderUntilItListens() throws Exception {
    List<JsonObject> events = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger refusals = new AtomicInteger(2);
    HttpServer hub =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
    hub.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          boolean signed =
              Signature.of("secret", body)
                  .equals(exchange.getRequestHeaders().getFirst("X-Canvas-Signature"));
          int status = !signed ? 401 : refusals.getAndDecrement() > 0 ? 500 : 204;
          if (status == 204) {
            collect(new String(body, StandardCharsets.UTF_8), events);
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    hub.start();
    lms.feedTo(URI.create("http://127.0.0.1:" + hub.getAddress().getPort()), "secret");

    furnish();
    done("POST", "sections/sis_section_id:s-1/enrollments", ENROLL);
    String body = "{\"user\":{\"short_name\":\"Annie\"}}";
    assertThat(call("teacher", "PUT", "users/sis_user_id:u-1", body).statusCode()).isEqualTo(200);
    await().until(() -> lms.stats().eventsPending() == 0);
    hub.stop(0);

    assertThat(events.stream().map(one -> one.getJsonObject("metadata").getString("event_name")))
        .containsExactly("user_created", "enrollment_created", "user_updated");
    JsonObject last = events.getLast();
    assertThat(last.getJsonObject("metadata").getString("user_login")).isEqualTo("t.okafor");
    assertThat(last.getJsonObject("metadata").getString("user_id")).isEqualTo("10000000000002");
    assertThat(events.get(1).getJsonObject("body").fieldNames()).doesNotContain("sis_user_id");
    assertThat(lms.stats().eventsDelivered()).isEqualTo(3);
  }

  private static void collect(String body, List<JsonObject> events) {
    if (body.startsWith("[")) {
      new JsonArray(body).forEach(one -> events.add((JsonObject) one));
    } else {
      events.add(new JsonObject(body));
    }
  }
}
