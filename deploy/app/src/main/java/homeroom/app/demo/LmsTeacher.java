package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Someone who works in the LMS, through the same interface as its own pages. */
public final class LmsTeacher {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI lms;
  private final String token;

  LmsTeacher(URI lms, String token) {
    this.lms = lms;
    this.token = token;
  }

  /** Lets a student's seat in a section end on a day. */
  public void endSeat(String section, String user, LocalDate end) throws IOException {
    changeSeat(section, user, "end_at", end);
  }

  /** Lets a student's seat in a section begin on a day. */
  public void beginSeat(String section, String user, LocalDate begin) throws IOException {
    changeSeat(section, user, "start_at", begin);
  }

  private void changeSeat(String section, String user, String date, LocalDate day)
      throws IOException {
    JsonNode seat =
        send(
                "GET",
                "/sections/sis_section_id:%s/enrollments?user_id=sis_user_id:%s"
                    .formatted(section, user),
                null)
            .get(0);
    ObjectNode body = JSON.createObjectNode();
    ObjectNode enrollment = body.putObject("enrollment");
    enrollment.put("user_id", seat.get("user_id").asLong());
    enrollment.put("type", seat.get("type").textValue());
    enrollment.put("enrollment_state", seat.get("enrollment_state").textValue());
    enrollment.set("start_at", seat.get("start_at"));
    enrollment.set("end_at", seat.get("end_at"));
    enrollment.put(date, day + "T00:00:00Z");
    send("POST", "/sections/sis_section_id:" + section + "/enrollments", body);
  }

  /** Writes another name for a student; the LMS's form fills all three of its names. */
  void rename(String user, String given, String family) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("user")
        .put("name", given + " " + family)
        .put("short_name", given + " " + family)
        .put("sortable_name", family + ", " + given);
    send("PUT", "/users/sis_user_id:" + user, body);
  }

  /** Writes by which name someone is called, and nothing else. */
  public void nickname(String user, String name) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("user").put("short_name", name);
    send("PUT", "/users/sis_user_id:" + user, body);
  }

  /** The name that the LMS shows in lists. */
  String sortableName(String user) throws IOException {
    return send("GET", "/users/sis_user_id:" + user, null).get("sortable_name").textValue();
  }

  /** The LMS's own number of a person. */
  long id(String user) throws IOException {
    return send("GET", "/users/sis_user_id:" + user, null).get("id").asLong();
  }

  /** Whether a person can log in to the LMS. */
  boolean mayLogIn(String user) throws IOException {
    JsonNode logins = send("GET", "/users/sis_user_id:" + user + "/logins", null);
    return logins.path(0).path("workflow_state").asText().equals("active");
  }

  /** What the LMS calls a person. */
  String shortName(String user) throws IOException {
    return send("GET", "/users/sis_user_id:" + user, null).path("short_name").asText();
  }

  /** Where the LMS writes to a person. */
  String email(String user) throws IOException {
    return send("GET", "/users/sis_user_id:" + user, null).path("email").asText();
  }

  private JsonNode send(String method, String path, @Nullable JsonNode body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(lms.resolve("/api/v1" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (answer.statusCode() >= 300) {
        throw new IOException("the LMS answered " + answer.statusCode());
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the LMS was asked", interrupted);
    }
  }
}
