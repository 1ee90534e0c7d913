package homeroom.adapters.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of Canvas's Live Events.
 *
 * @param writer the login of who caused it
 * @param body what it is about; ids in it are global texts, shard and own id
 */
record LiveEvent(
    String name,
    Optional<String> id,
    Optional<Instant> time,
    Optional<String> writer,
    JsonNode body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Global ids are shard * 10^13 + own id. */
  private static final long SHARD = 10_000_000_000_000L;

  /** One event, or an array of them. */
  static List<LiveEvent> parse(byte[] body) throws AdapterFailure {
    JsonNode root = json(body);
    List<LiveEvent> events = new ArrayList<>();
    for (JsonNode node : root.isArray() ? root : List.of(root)) {
      events.add(of(node));
    }
    return events;
  }

  private static JsonNode json(byte[] body) throws AdapterFailure {
    try {
      return JSON.readTree(body);
    } catch (IOException unreadable) {
      throw senseless();
    }
  }

  private static LiveEvent of(JsonNode node) throws AdapterFailure {
    JsonNode metadata = node.path("metadata");
    String name = metadata.path("event_name").asText();
    if (name.isEmpty() || !node.path("body").isObject()) {
      throw senseless();
    }
    return new LiveEvent(
        name,
        text(metadata, "event_id"),
        text(metadata, "event_time").flatMap(LiveEvent::instant),
        text(metadata, "user_login"),
        node.path("body"));
  }

  private static AdapterFailure senseless() {
    return new AdapterFailure(
        Failure.of(
            Failure.Kind.CONTENT,
            "CANVAS_EVENT",
            "receiving events from Canvas: the body is no event in Canvas's format",
            "Choose the Canvas format, not Caliper, in the subscription."));
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.of(node.path(name).asText("")).filter(text -> !text.isEmpty());
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  /** What is said about a person: {@code user_created}, {@code user_updated}. */
  boolean aboutUser() {
    return name.equals("user_created") || name.equals("user_updated");
  }

  /** What is said about an enrollment or its state. */
  boolean aboutEnrollment() {
    return name.equals("enrollment_created")
        || name.equals("enrollment_updated")
        || name.equals("enrollment_state_created")
        || name.equals("enrollment_state_updated");
  }

  /** An id of the body as the API takes it. */
  Optional<String> localId(String field) {
    String text = body.path(field).asText("");
    return text.matches("\\d{1,18}")
        ? Optional.of(Long.toString(Long.parseLong(text) % SHARD))
        : Optional.empty();
  }
}
