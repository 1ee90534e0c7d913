package homeroom.adapters.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Value;
import homeroom.support.http.Address;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sections: the classes of a course. Canvas deletes none that anybody is or was in; such a one is
 * closed instead: it ends now, and nobody is let in after its end.
 */
record Sections(Canvas canvas, InstantSource clock) implements SisKind {

  private static final String GROUP = "course_section";
  private static final Field SIS_ID = Field.plain(GROUP, "sis_section_id");
  private static final Field COURSE =
      new Field("course_section.course", "course_id", "/sis_course_id", Field.Kind.PATH);
  private static final Field END = Field.time(GROUP, "end_at");
  private static final String RESTRICTED = "restrict_enrollments_to_section_dates";
  static final List<Field> FIELDS =
      List.of(SIS_ID, Field.plain(GROUP, "name"), COURSE, Field.time(GROUP, "start_at"), END);

  @Override
  public String target() {
    return "sections";
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
    return Canvas.at("sections").id(id);
  }

  @Override
  public JsonNode create(Delivery delivery, Map<Field, Value> values)
      throws AdapterFailure, Refused {
    String course = new Payload(target(), FIELDS).needed(delivery, COURSE.name());
    ObjectNode body = Canvas.group(GROUP, Payload.parameters(values, GROUP));
    // A deleted section keeps its SIS id; without this it could never come back.
    body.put("enable_sis_reactivation", true);
    return canvas.create(Canvas.at("courses").id("sis_course_id:" + course).then("sections"), body);
  }

  @Override
  public void update(String id, Map<Field, Value> values) throws AdapterFailure, Refused {
    ObjectNode parameters = Payload.parameters(values, GROUP);
    if (!parameters.isEmpty()) {
      write(id, parameters);
    }
    Value course = values.get(COURSE);
    if (course != null && !course.isNull()) {
      // Canvas moves a section to another course in no other way.
      Address move = one(id).then("crosslist").id("sis_course_id:" + course);
      Canvas.afterwards(() -> canvas.post(move, Canvas.object()));
    }
  }

  @Override
  public void delete(String id) throws AdapterFailure, Refused {
    try {
      canvas.delete(one(id));
    } catch (Refused refused) {
      if (refused.notFound()) {
        throw refused;
      }
      String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
      write(id, Canvas.object().put("end_at", now).put(RESTRICTED, true));
    }
  }

  @Override
  public boolean revive(String id, JsonNode held) throws AdapterFailure, Refused {
    if (!closed(held)) {
      return false;
    }
    write(id, Canvas.object().putNull("end_at").put(RESTRICTED, false));
    return true;
  }

  private void write(String id, ObjectNode parameters) throws AdapterFailure, Refused {
    canvas.put(one(id), Canvas.group(GROUP, parameters));
  }

  private boolean closed(JsonNode held) {
    return held.path(RESTRICTED).booleanValue()
        && switch (END.value(held)) {
          case Value.Moment end -> !end.instant().isAfter(clock.instant());
          case Value.Day end ->
              !end.day().atStartOfDay(ZoneOffset.UTC).toInstant().isAfter(clock.instant());
          case Value.Null _,
              Value.Text _,
              Value.Flag _,
              Value.Whole _,
              Value.Decimal _,
              Value.Items _ ->
              false;
        };
  }

  /** Canvas lists sections by course only. */
  @Override
  public Stream<Shown> all() throws AdapterFailure {
    return canvas
        .all(canvas.account().then("courses"))
        .flatMap(
            course ->
                canvas.within(Canvas.at("courses").id(course.path("id").asText()).then("sections")))
        .map(held -> new Shown(held, !closed(held)));
  }
}
