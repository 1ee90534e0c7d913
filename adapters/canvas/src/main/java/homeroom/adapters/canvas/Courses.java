package homeroom.adapters.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Value;
import homeroom.support.http.Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Courses; deleting one concludes it, so that its grades stay readable. */
record Courses(Canvas canvas) implements SisKind {

  private static final String GROUP = "course";
  private static final Field SIS_ID = Field.plain(GROUP, "sis_course_id");
  private static final Field ACCOUNT =
      new Field("course.account", "account_id", "/account/sis_account_id", Field.Kind.ACCOUNT);
  private static final Field TERM =
      new Field("course.term", "term_id", "/term/sis_term_id", Field.Kind.TERM);
  static final List<Field> FIELDS =
      List.of(
          SIS_ID,
          Field.plain(GROUP, "name"),
          Field.plain(GROUP, "course_code"),
          ACCOUNT,
          TERM,
          Field.time(GROUP, "start_at"),
          Field.time(GROUP, "end_at"));

  @Override
  public String target() {
    return "courses";
  }

  @Override
  public List<Field> fields() {
    return FIELDS;
  }

  @Override
  public Field sisId() {
    return SIS_ID;
  }

  @Override
  public Address one(String id) {
    return including(Canvas.at("courses").id(id));
  }

  private static Address including(Address address) {
    return address.with("include[]", "term").with("include[]", "account");
  }

  @Override
  public JsonNode create(Delivery delivery, Map<Field, Value> values)
      throws AdapterFailure, Refused {
    Map<Field, Value> own = new LinkedHashMap<>(values);
    own.remove(ACCOUNT);
    Address account =
        Payload.text(delivery, ACCOUNT.name())
            .map(sisId -> Canvas.at("accounts").id("sis_account_id:" + sisId))
            .orElseGet(canvas::account);
    ObjectNode body = Canvas.group(GROUP, Payload.parameters(own, GROUP));
    // A deleted course keeps its SIS id; without this it could never come back.
    body.put("enable_sis_reactivation", true);
    return canvas.create(account.then("courses"), body);
  }

  @Override
  public void update(String id, Map<Field, Value> values) throws AdapterFailure, Refused {
    write(id, Payload.parameters(values, GROUP));
  }

  private void write(String id, ObjectNode parameters) throws AdapterFailure, Refused {
    canvas.put(Canvas.at("courses").id(id), Canvas.group(GROUP, parameters));
  }

  @Override
  public boolean revive(String id, JsonNode held) throws AdapterFailure, Refused {
    if (!concluded(held)) {
      return false;
    }
    write(id, Canvas.object().put("event", "offer"));
    return true;
  }

  @Override
  public void delete(String id) throws AdapterFailure, Refused {
    canvas.delete(Canvas.at("courses").id(id).with("event", "conclude"));
  }

  @Override
  public Stream<Shown> all() throws AdapterFailure {
    return canvas
        .all(including(canvas.account().then("courses")))
        .map(held -> new Shown(held, !concluded(held)));
  }

  private static boolean concluded(JsonNode held) {
    return held.path("workflow_state").asText().equals("completed");
  }
}
