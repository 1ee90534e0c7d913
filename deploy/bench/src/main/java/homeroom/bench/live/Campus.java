package homeroom.bench.live;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Authority;
import homeroom.authority.Comparison;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldType;
import homeroom.bench.Students;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import homeroom.planning.Subscription.Reference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Students, classes and who sits in them; three consumers take all of it, parents first. */
final class Campus {

  static final String COURSE = "class";
  static final String SEAT = "enrollment";

  /** What a seat is known again by. */
  static final String ROLE = "role";

  static final String SIS = Students.SOURCE;
  static final String LMS = "lms";
  static final List<String> CONSUMERS = List.of("idp", LMS, "warehouse");

  private Campus() {}

  static RecordKey course(int number) {
    return new RecordKey(COURSE, "math-" + number);
  }

  static RecordKey seat(int number) {
    return new RecordKey(SEAT, "math-%d:%s".formatted(number, Students.key(number).key()));
  }

  static Map<String, Value> courseRow(int number) {
    Map<String, Value> row = new LinkedHashMap<>();
    row.put("title", Value.text("Mathematics " + number));
    return row;
  }

  static Map<String, Value> seatRow(int number, String role) {
    Map<String, Value> row = new LinkedHashMap<>();
    row.put(COURSE, Value.text(course(number).key()));
    row.put(Students.ENTITY, Value.text(Students.key(number).key()));
    row.put(ROLE, Value.text(role));
    return row;
  }

  static Rules rules() {
    return new Rules(
        Students.CONFIGURATION,
        Map.of(
            Students.ENTITY,
            Students.rules().entities().get(Students.ENTITY),
            COURSE,
            entity(COURSE, text("title")),
            SEAT,
            entity(SEAT, text(ROLE), reference(COURSE), reference(Students.ENTITY))),
        Map.of(
            Students.ENTITY,
            told(Students.ENTITY, List.copyOf(Students.row(0, 0).keySet())),
            COURSE,
            told(COURSE, List.of("title")),
            SEAT,
            told(
                SEAT,
                List.of(COURSE, Students.ENTITY, ROLE),
                new Reference(COURSE, COURSE),
                new Reference(Students.ENTITY, Students.ENTITY))));
  }

  private static List<Subscription> told(
      String entity, List<String> fields, Reference... references) {
    return CONSUMERS.stream()
        .map(
            system ->
                new Subscription(
                    system,
                    entity,
                    entity + "s",
                    Students.all(fields),
                    List.of(references),
                    List.of()))
        .toList();
  }

  private static EntityRules entity(String name, FieldRules... rules) {
    Map<String, FieldRules> fields = new HashMap<>();
    for (FieldRules field : rules) {
      fields.put(field.name(), field);
    }
    fields.put(FieldRules.EXISTS, field(FieldRules.EXISTS, FieldType.FLAG, Optional.empty()));
    return new EntityRules(name, fields);
  }

  private static FieldRules text(String name) {
    return field(name, FieldType.TEXT, Optional.empty());
  }

  private static FieldRules reference(String entity) {
    return field(entity, FieldType.REFERENCE, Optional.of(entity));
  }

  private static FieldRules field(String name, FieldType type, Optional<String> refersTo) {
    return new FieldRules(name, type, refersTo, Comparison.EXACT, List.of(Authority.always(SIS)));
  }
}
