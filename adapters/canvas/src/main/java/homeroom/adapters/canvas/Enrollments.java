package homeroom.adapters.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Applied;
import homeroom.api.Outcome.ChangedMeanwhile;
import homeroom.api.Outcome.Effect;
import homeroom.api.RemoteRecord;
import homeroom.api.Value;
import homeroom.support.http.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who is in which section, as what. Canvas knows an enrollment by person, section and type, has no
 * SIS id for it, and changes it by enrolling again; what such a request leaves out is cleared. So
 * it is always read before it is written. Deleting one deactivates it: the teacher still sees the
 * work, the student no longer takes part.
 */
final class Enrollments implements Target {

  private static final String GROUP = "enrollment";
  private static final Field USER =
      new Field("enrollment.user", "user_id", "/sis_user_id", Field.Kind.USER);
  private static final Field SECTION =
      new Field("enrollment.section", "section_id", "/sis_section_id", Field.Kind.PATH);
  private static final Field TYPE = Field.plain(GROUP, "type");
  private static final Field ROLE = Field.plain(GROUP, "role");
  private static final Field STATE = Field.plain(GROUP, "enrollment_state");
  private static final Field START = Field.time(GROUP, "start_at");
  private static final Field END = Field.time(GROUP, "end_at");
  static final List<Field> FIELDS = List.of(USER, SECTION, TYPE, ROLE, STATE, START, END);

  /** States that enrolling can bring about; the others need a request of their own. */
  private static final Set<String> BY_ENROLLING = Set.of("active", "invited", "inactive");

  private static final Set<String> OVER = Set.of("inactive", "completed", "deleted", "rejected");

  private final Canvas canvas;
  private final Payload payload = new Payload("enrollments", FIELDS);
  private final Seats seats;

  Enrollments(Canvas canvas) {
    this.canvas = canvas;
    this.seats = new Seats(canvas);
  }

  @Override
  public void takeOver() {
    seats.forgetAll();
  }

  @Override
  public Outcome upsert(Delivery delivery) throws AdapterFailure, Refused {
    Optional<JsonNode> known = delivery.creates() ? Optional.empty() : known(delivery);
    Optional<JsonNode> same = known.filter(held -> sameThing(delivery, held) && !deleted(held));
    Optional<JsonNode> held = same.isPresent() ? same : search(delivery);
    Outcome outcome = held.isPresent() ? settle(delivery, held.get()) : enroll(delivery);
    if (known.isPresent() && same.isEmpty() && !over(known.get())) {
      // Another person, section or type is another enrollment to Canvas; the old one ends.
      Canvas.afterwards(() -> end(known.get(), "inactive"));
    }
    return outcome;
  }

  private Optional<JsonNode> known(Delivery delivery) throws AdapterFailure {
    return delivery.remoteId().isEmpty()
        ? Optional.empty()
        : canvas.find(canvas.account().then("enrollments").id(delivery.remoteId().get()));
  }

  private boolean sameThing(Delivery delivery, JsonNode held) {
    return List.of(USER, SECTION, TYPE, ROLE).stream()
        .filter(field -> delivery.payload().containsKey(field.name()))
        .allMatch(field -> field.holds(held, delivery.payload().get(field.name())));
  }

  /** The enrollment of the same person, section, type and role; deleted ones are not shown. */
  private Optional<JsonNode> search(Delivery delivery) throws AdapterFailure {
    Value section = Value.text(payload.needed(delivery, SECTION.name()));
    Value type = Value.text(type(delivery));
    Value role = Value.text(Payload.text(delivery, ROLE.name()).orElse(type(delivery)));
    String person = person(delivery);
    Predicate<JsonNode> wanted =
        held -> SECTION.holds(held, section) && TYPE.holds(held, type) && ROLE.holds(held, role);
    if (seats.of(person).stream().noneMatch(wanted)) {
      return Optional.empty();
    }
    // What is there is compared and changed; for that it must be as it is now.
    seats.forget(person);
    return seats.of(person).stream().filter(wanted).findFirst();
  }

  private String person(Delivery delivery) throws AdapterFailure {
    return "sis_user_id:" + payload.needed(delivery, USER.name());
  }

  private static String person(JsonNode held) {
    return "sis_user_id:" + USER.value(held);
  }

  private Address section(Delivery delivery) throws AdapterFailure {
    String sisId = payload.needed(delivery, SECTION.name());
    return Canvas.at("sections").id("sis_section_id:" + sisId).then("enrollments");
  }

  private static String type(Delivery delivery) {
    return Payload.text(delivery, TYPE.name()).orElse("StudentEnrollment");
  }

  /** Without a state the person is in at once; Canvas's own default would send invitations. */
  private Outcome enroll(Delivery delivery) throws AdapterFailure, Refused {
    Map<Field, Value> values = payload.all(delivery);
    String state = Payload.text(delivery, STATE.name()).orElse("active");
    values.put(TYPE, Value.text(type(delivery)));
    values.put(STATE, Value.text(BY_ENROLLING.contains(state) ? state : "active"));
    JsonNode created =
        enroll(person(delivery), section(delivery), Payload.parameters(values, GROUP));
    if (!STATE.holds(created, Value.text(state))) {
      Canvas.afterwards(() -> end(created, state));
    }
    return new Applied(Effect.CREATED, id(created));
  }

  private JsonNode enroll(String person, Address section, ObjectNode parameters)
      throws AdapterFailure, Refused {
    boolean answered = false;
    try {
      JsonNode made = canvas.create(section, Canvas.group(GROUP, parameters));
      answered = true;
      seats.add(person, made);
      return made;
    } finally {
      if (!answered) {
        seats.forget(person);
      }
    }
  }

  private Outcome settle(Delivery delivery, JsonNode held) throws AdapterFailure, Refused {
    Map<Field, Value> changed = payload.changed(delivery);
    Value start = changed.getOrDefault(START, START.value(held));
    Value end = changed.getOrDefault(END, END.value(held));
    String state = wantedState(delivery, held);
    boolean dated = START.holds(held, start) && END.holds(held, end);
    if (dated && STATE.holds(held, Value.text(state))) {
      return new Applied(Effect.UNCHANGED, id(held));
    }
    Optional<ChangedMeanwhile> surprise =
        payload
            .surprise()
            .of(
                delivery,
                held,
                Payload.differing(changed, held).keySet(),
                (field, value) -> field.holds(held, value));
    if (surprise.isPresent()) {
      return surprise.get();
    }
    boolean wakes = !state(held).equals("active") && BY_ENROLLING.contains(state);
    JsonNode now = dated && !wakes ? held : enrollAgain(held, state, start, end);
    if (!STATE.holds(now, Value.text(state))) {
      Canvas.afterwards(() -> end(now, state));
    }
    return new Applied(Effect.UPDATED, id(held));
  }

  /** Only what changed is written; a record that comes back comes back to life. */
  private static String wantedState(Delivery delivery, JsonNode held) {
    Optional<String> wanted = Payload.text(delivery, STATE.name());
    if (wanted.isPresent() && delivery.changed().contains(STATE.name())) {
      return wanted.get();
    }
    return delivery.creates() ? wanted.orElse("active") : state(held);
  }

  /** Canvas changes the state of one that is not active only; the dates always. */
  private JsonNode enrollAgain(JsonNode held, String state, Value start, Value end)
      throws AdapterFailure, Refused {
    ObjectNode parameters = Canvas.object();
    parameters.put("user_id", held.path("user_id").asText());
    parameters.set("type", held.path("type"));
    if (!held.path("role").equals(held.path("type"))) {
      parameters.set("role", held.path("role"));
    }
    parameters.put("enrollment_state", BY_ENROLLING.contains(state) ? state : "active");
    parameters.set("start_at", START.json(start));
    parameters.set("end_at", END.json(end));
    Address section = Canvas.at("sections").id(held.path("course_section_id").asText());
    try {
      return canvas.create(section.then("enrollments"), Canvas.group(GROUP, parameters));
    } finally {
      seats.forget(person(held));
    }
  }

  private void end(JsonNode held, String state) throws AdapterFailure, Refused {
    String task =
        switch (state) {
          case "inactive" -> "inactivate";
          case "completed" -> "conclude";
          case "deleted" -> "delete";
          default -> throw unknownState();
        };
    Address address =
        Canvas.at("courses")
            .id(held.path("course_id").asText())
            .then("enrollments")
            .id(held.path("id").asText());
    try {
      canvas.delete(address.with("task", task));
    } finally {
      seats.forget(person(held));
    }
  }

  private static AdapterFailure unknownState() {
    return new AdapterFailure(
        Failure.of(
            Failure.Kind.CONTENT,
            "CANVAS_UNKNOWN_STATE",
            "enrollments: Canvas has no such enrollment.enrollment_state",
            "Map it to active, invited, inactive, completed or deleted."));
  }

  @Override
  public Outcome delete(Delivery delivery) throws AdapterFailure, Refused {
    Optional<JsonNode> known = known(delivery);
    Optional<JsonNode> held = known.isPresent() ? known : search(delivery);
    if (held.isPresent() && !over(held.get())) {
      end(held.get(), "inactive");
    }
    return new Applied(Effect.DELETED, held.flatMap(Enrollments::id).or(delivery::remoteId));
  }

  /** Canvas lists enrollments by course at best. */
  @Override
  public Stream<RemoteRecord> read(Set<String> fields) throws AdapterFailure {
    return canvas
        .all(canvas.account().then("courses"))
        .flatMap(course -> canvas.within(ofCourse(course)))
        .filter(held -> !USER.value(held).isNull() && !SECTION.value(held).isNull())
        .map(held -> record(held, fields));
  }

  private RemoteRecord record(JsonNode held, Set<String> fields) {
    RemoteRecord record = payload.record(held, fields);
    if (!over(held)) {
      return record;
    }
    return fields.contains(STATE.name()) ? record.asleepAsShown() : record.asleep();
  }

  /** Canvas's own default leaves out what is over; only what is deleted shall be left out. */
  private static Address ofCourse(JsonNode course) {
    return Seats.inAllStates(
        Canvas.at("courses").id(course.path("id").asText()).then("enrollments"));
  }

  private static boolean over(JsonNode held) {
    return OVER.contains(state(held));
  }

  private static boolean deleted(JsonNode held) {
    return state(held).equals("deleted");
  }

  private static String state(JsonNode held) {
    return held.path("enrollment_state").asText();
  }

  private static Optional<String> id(JsonNode held) {
    return Optional.of(held.path("id").asText());
  }
}
