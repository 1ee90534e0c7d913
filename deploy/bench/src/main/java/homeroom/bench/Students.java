package homeroom.bench;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Authority;
import homeroom.authority.Comparison;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldType;
import homeroom.config.mapping.Extract;
import homeroom.config.mapping.PayloadField;
import homeroom.config.mapping.PayloadMapping;
import homeroom.planning.ConsumerMapping;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Students of 30 fields, all of which eight consumers take under the fields' own names. Nothing
 * refers to other records, so that nothing waits. The same number always gives the same student.
 * Only so many are different, so that the states of very many can be made at once.
 */
public final class Students {

  public static final String ENTITY = "student";
  public static final String SOURCE = "sis";
  public static final String CONFIGURATION = "6f1c9e0b7d34";

  /** The field that a change changes. */
  public static final String CHANGING = "homeroom";

  public static final List<String> CONSUMERS =
      List.of("assessment", "busing", "directory", "idp", "library", "lms", "lunch", "warehouse");

  /** Students whose numbers differ by so much differ in nothing else. */
  public static final int DIFFERENT = 1_000;

  private static final List<String> TEXTS =
      List.of(
          "givenName",
          "middleName",
          "familyName",
          "pronouns",
          "username",
          "school",
          "grade",
          "street",
          "city",
          "state",
          "postalCode",
          "homeLanguage",
          "guardianName",
          "guardianEmail",
          "guardianPhone",
          "counselor",
          "busRoute",
          "locker",
          "program",
          "lunchStatus",
          CHANGING);
  private static final List<String> SHARED = List.of("preferredName", "email", "phone");
  private static final List<String> DAYS = List.of("birthDate", "enteredOn", "enrolledOn");
  private static final List<String> NUMBERS = List.of("graduationYear", "credits");
  private static final List<String> FLAGS = List.of("photoAllowed");

  private Students() {}

  /** The key of a student. */
  public static RecordKey key(int number) {
    return new RecordKey(ENTITY, Integer.toString(1_000_000 + number));
  }

  /**
   * What the student information system says of a student: all 30 fields.
   *
   * @param edition of the one field that changes
   */
  public static Map<String, Value> row(int number, int edition) {
    Map<String, Value> row = new LinkedHashMap<>();
    TEXTS.forEach(name -> row.put(name, Value.text(text(name, number))));
    SHARED.forEach(name -> row.put(name, Value.text(text(name, number))));
    DAYS.forEach(name -> row.put(name, Value.day(day(name, number))));
    NUMBERS.forEach(name -> row.put(name, Value.whole(2026 + scramble(name, number) % 40)));
    FLAGS.forEach(name -> row.put(name, Value.flag(scramble(name, number) % 2 == 0)));
    row.put(CHANGING, Value.text("room " + edition));
    return row;
  }

  private static String text(String name, int number) {
    int scrambled = scramble(name, number);
    return Integer.toString(scrambled, 36) + " " + Integer.toHexString(scrambled % 9973);
  }

  private static LocalDate day(String name, int number) {
    return LocalDate.of(2008, 1, 1).plusDays(scramble(name, number) % 6_000);
  }

  private static int scramble(String name, int number) {
    int mixed = (name.hashCode() * 31 + number % DIFFERENT) * 0x9E3779B1;
    return (mixed ^ mixed >>> 15) & Integer.MAX_VALUE;
  }

  /**
   * The rules: most fields are decided by the student information system alone, three by the LMS
   * before it.
   */
  public static Rules rules() {
    Map<String, FieldRules> fields = new HashMap<>();
    Authority sis = Authority.always(SOURCE);
    TEXTS.forEach(name -> put(fields, name, FieldType.TEXT, sis));
    SHARED.forEach(name -> put(fields, name, FieldType.TEXT, Authority.always("lms"), sis));
    DAYS.forEach(name -> put(fields, name, FieldType.DAY, sis));
    NUMBERS.forEach(name -> put(fields, name, FieldType.WHOLE, sis));
    FLAGS.forEach(name -> put(fields, name, FieldType.FLAG, sis));
    List<String> names = List.copyOf(row(0, 0).keySet());
    put(fields, FieldRules.EXISTS, FieldType.FLAG, sis);
    return new Rules(
        CONFIGURATION,
        Map.of(ENTITY, new EntityRules(ENTITY, fields)),
        Map.of(
            ENTITY,
            CONSUMERS.stream()
                .map(
                    system ->
                        new Subscription(system, ENTITY, "users", all(names), List.of(), List.of()))
                .toList()));
  }

  private static void put(
      Map<String, FieldRules> fields, String name, FieldType type, Authority... authority) {
    fields.put(
        name, new FieldRules(name, type, Optional.empty(), Comparison.EXACT, List.of(authority)));
  }

  /** How a student is told: every field under its own name. */
  public static ConsumerMapping whole() {
    return all(List.copyOf(row(0, 0).keySet()));
  }

  /** Every field under its own name, after the key, as a configuration says it. */
  public static ConsumerMapping all(List<String> names) {
    return new PayloadMapping(
        "key",
        Optional.of("id"),
        Optional.empty(),
        names.stream()
            .map(
                name ->
                    new PayloadField(
                        name, new Extract.Column(name), Optional.empty(), Optional.empty()))
            .toList());
  }
}
