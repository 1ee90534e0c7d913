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

/**
 * Students, classes and who sits in them; three consumers take all of it, parents first. Who has a
 * place at which school is of interest to one of them alone.
 */
final class Campus {

  static final String COURSE = "class";
  static final String SEAT = "enrollment";

  /** What a seat is known again by. */
  static final String ROLE = "role";

  static final String SCHOOL = "school";
  static final String PLACE = "place";

  static final String SIS = Students.SOURCE;
  static final String LMS = "lms";
  static final String WAREHOUSE = "warehouse";
  static final List<String> CONSUMERS = List.of("idp", LMS, WAREHOUSE);

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

  static RecordKey school(String name) {
    return new RecordKey(SCHOOL, name);
  }

  static Map<String, Value> schoolRow(String name) {
    return Map.of("title", Value.text(name + " school"));
  }

  static RecordKey place(String school, int number) {
    return new RecordKey(PLACE, school + ":" + number);
  }

  static Map<String, Value> placeRow(String school, String role) {
    return Map.of(SCHOOL, Value.text(school), ROLE, Value.text(role));
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
            entity(SEAT, text(ROLE), reference(COURSE), reference(Students.ENTITY)),
            SCHOOL,
            entity(SCHOOL, text("title")),
            PLACE,
            entity(PLACE, text(ROLE), reference(SCHOOL))),
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
                new Reference(Students.ENTITY, Students.ENTITY)),
            SCHOOL,
            told(List.of(WAREHOUSE), SCHOOL, List.of("title")),
            PLACE,
            told(List.of(WAREHOUSE), PLACE, List.of(SCHOOL, ROLE), new Reference(SCHOOL, SCHOOL))));
  }

  private static List<Subscription> told(
      String entity, List<String> fields, Reference... references) {
    return told(CONSUMERS, entity, fields, references);
  }

  private static List<Subscription> told(
      List<String> systems, String entity, List<String> fields, Reference... references) {
    return systems.stream()
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
