package homeroom.adapters.canvas;

import homeroom.api.AdapterContext;
import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Operation;
import homeroom.api.Outcome;
import homeroom.api.PushSource;
import homeroom.api.RawStore;
import homeroom.api.RecordKey;
import homeroom.api.Settings;
import homeroom.api.SnapshotReader;
import homeroom.api.Value;
import homeroom.simulators.lms.LmsSimulator;
import homeroom.simulators.lms.Person;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A running stand-in, the adapter that talks to it as a hub would make it, and a teacher. */
final class Lms implements AutoCloseable {

  /** Those who may call are people in Canvas as well. */
  static final int PEOPLE = 2;

  static final String HUB = "homeroom-integration";
  static final Instant NOW = Instant.parse("2026-09-01T12:00:00Z");
  private static final RawStore NO_FILES =
      (name, bytes) -> {
        throw new IOException("this adapter reads no files");
      };

  final LmsSimulator simulator =
      LmsSimulator.start(
          LmsSimulator.Config.of(
              Person.admin("hub-token", HUB), Person.teacher("teacher-token", "t.okafor")));
  final AtomicReference<String> token = new AtomicReference<>("hub-token");
  final ConsumerAdapter consumer;
  private final AtomicInteger deliveries = new AtomicInteger();
  private final HttpClient http = HttpClient.newHttpClient();

  Lms() {
    this(Duration.ofSeconds(10));
  }

  Lms(Duration deadline) {
    consumer = new CanvasAdapterFactory().consumer(settings(deadline, Map.of()), context());
  }

  Settings settings(Duration deadline, Map<String, Object> more) {
    Supplier<String> credentials = token::get;
    Map<String, Object> values =
        new HashMap<>(
            Map.of(
                "url",
                simulator.url().toString(),
                "credentials",
                credentials,
                "account",
                "1",
                "deadline",
                deadline));
    values.putAll(more);
    return new Settings(values);
  }

  /** Another adapter, with a token of its own. */
  ConsumerAdapter consumerWith(String ownToken) {
    Supplier<String> credentials = () -> ownToken;
    return new CanvasAdapterFactory()
        .consumer(settings(Duration.ofSeconds(10), Map.of("credentials", credentials)), context());
  }

  /** Another adapter, which finds Canvas elsewhere. */
  ConsumerAdapter consumerAt(URI url, Duration deadline) {
    return new CanvasAdapterFactory()
        .consumer(settings(deadline, Map.of("url", url.toString())), context());
  }

  PushSource source(String secret) {
    Supplier<String> read = () -> secret;
    Settings settings = settings(Duration.ofSeconds(10), Map.of("secret", read, "own-user", HUB));
    return (PushSource) new CanvasAdapterFactory().source(settings, context());
  }

  private static AdapterContext context() {
    return new AdapterContext("lms", () -> NOW, NO_FILES, Set.of());
  }

  SnapshotReader snapshots() {
    return (SnapshotReader) consumer;
  }

  /** A record that the hub believes is not there. */
  Outcome create(String target, Map<String, Value> payload) {
    return deliver(target, Operation.UPSERT, payload, payload.keySet(), true, Optional.empty());
  }

  /** A record that the hub does not see there any more, and that had this id. */
  Outcome createAgain(String target, Optional<String> id, Map<String, Value> payload) {
    return deliver(target, Operation.UPSERT, payload, payload.keySet(), true, id);
  }

  /** The same, not delivered yet. */
  Delivery creation(String target, Map<String, Value> payload) {
    return delivery(target, Operation.UPSERT, payload, payload.keySet(), true, Optional.empty());
  }

  /** A change of a record that is there. */
  Outcome update(String target, Optional<String> id, Map<String, Value> payload, String... names) {
    return deliver(target, Operation.UPSERT, payload, Set.of(names), false, id);
  }

  /** The same, of something of which Canvas may hold these values. */
  Outcome update(
      String target,
      Optional<String> id,
      Map<String, Value> payload,
      Map<String, Set<Value>> expected,
      String... names) {
    return deliver(
        delivery(target, Operation.UPSERT, payload, Set.of(names), false, id).expecting(expected));
  }

  Outcome delete(String target, Optional<String> id, Map<String, Value> payload) {
    return deliver(target, Operation.DELETE, payload, Set.of(), false, id);
  }

  private Outcome deliver(
      String target,
      Operation operation,
      Map<String, Value> payload,
      Set<String> changed,
      boolean creates,
      Optional<String> id) {
    return deliver(delivery(target, operation, payload, changed, creates, id));
  }

  private Delivery delivery(
      String target,
      Operation operation,
      Map<String, Value> payload,
      Set<String> changed,
      boolean creates,
      Optional<String> id) {
    return new Delivery(
        "d" + deliveries.incrementAndGet(),
        new RecordKey("thing", "k"),
        target,
        operation,
        payload,
        changed,
        creates,
        id,
        1);
  }

  private Outcome deliver(Delivery delivery) {
    try {
      return consumer.deliver(List.of(delivery)).getFirst().outcome();
    } catch (AdapterFailure failure) {
      return new Outcome.Failed(failure.failure());
    }
  }

  /** A request of a person, not of the hub; answers the body. */
  String as(String token, String verb, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(simulator.url() + "/api/v1/" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(verb, BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  static Map<String, Value> payload(Object... pairs) {
    Map<String, Value> payload = new LinkedHashMap<>();
    for (int at = 0; at < pairs.length; at += 2) {
      Object value = pairs[at + 1];
      payload.put(
          (String) pairs[at], value instanceof Value typed ? typed : Value.text((String) value));
    }
    return payload;
  }

  static Map<String, Value> with(Map<String, Value> payload, String name, Value value) {
    Map<String, Value> copy = new LinkedHashMap<>(payload);
    copy.put(name, value);
    return copy;
  }

  static final Map<String, Value> SCHOOL =
      payload("account.sis_account_id", "org-1", "account.name", "North High");
  static final Map<String, Value> TERM =
      payload(
          "enrollment_term.sis_term_id",
          "t-1",
          "enrollment_term.name",
          "Fall",
          "enrollment_term.start_at",
          Value.day(LocalDate.of(2026, 8, 15)),
          "enrollment_term.end_at",
          Value.NULL);
  static final Map<String, Value> COURSE =
      payload(
          "course.sis_course_id", "c-1",
          "course.name", "Algebra",
          "course.course_code", "ALG",
          "course.account", "org-1",
          "course.term", "t-1");
  static final Map<String, Value> SECTION =
      payload(
          "course_section.sis_section_id", "s/1 a",
          "course_section.name", "Algebra, period 1",
          "course_section.course", "c-1");
  static final Map<String, Value> USER =
      payload(
          "pseudonym.sis_user_id", "u-1",
          "pseudonym.unique_id", "ana@cedar.example",
          "pseudonym.integration_id", "student:1",
          "user.name", "Ana Lopez",
          "user.short_name", "Ana",
          "user.sortable_name", "Lopez, Ana",
          "communication_channel.address", "ana@cedar.example");
  static final Map<String, Value> ENROLLMENT =
      payload(
          "enrollment.user", "u-1",
          "enrollment.section", "s/1 a",
          "enrollment.type", "StudentEnrollment",
          "enrollment.start_at", Value.day(LocalDate.of(2026, 8, 15)));

  /** Everything an enrollment needs. */
  void furnish() {
    create("accounts", SCHOOL);
    create("terms", TERM);
    create("courses", COURSE);
    create("sections", SECTION);
    create("users", USER);
  }

  @Override
  public void close() {
    consumer.close();
    http.shutdownNow();
    simulator.close();
  }
}
