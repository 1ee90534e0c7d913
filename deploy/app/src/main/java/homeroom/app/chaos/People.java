package homeroom.app.chaos;

import homeroom.app.demo.Outside;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The people of the district, who change something all the time, each where they work. No two
 * places decide the same field, so it is known what must be true in the end. Not thread-safe.
 */
final class People {

  /** Few, so that the same record is changed again while the last change is on its way. */
  static final int CAST = 25;

  /** After all days in the district: whoever writes down what stands there has changed nothing. */
  private static final LocalDate SOME_DAY = LocalDate.of(2031, 6, 1);

  private static final int DAYS = 3_000;

  private final Outside outside;
  private final Random random;
  private final List<Edit> edits = new ArrayList<>();
  private final List<Map<String, String>> students;
  private final List<Map<String, String>> nicknamed;
  private final List<Map<String, String>> seats;
  private final Map<String, String> accounts = new HashMap<>();
  private final Map<String, Deque<Map<String, String>>> all = new HashMap<>();
  private final boolean wide;
  private int number;

  /**
   * All that the SIS holds has reached the other systems.
   *
   * @param wide whether the LMS's people call those by other names whose names the office changes,
   *     and whether the same is changed again in a system that is delivered to; a delivery that is
   *     under way may then write over what they wrote
   */
  People(Outside outside, long seed, boolean wide) {
    this.outside = outside;
    random = new Random(seed);
    students = some("users.csv", 0);
    this.wide = wide;
    nicknamed = wide ? students : some("users.csv", CAST);
    seats = some("enrollments.csv", 0);
    all.put("users.csv", new ArrayDeque<>(mixed("users.csv", 0)));
    all.put("nicknames", new ArrayDeque<>(mixed("users.csv", CAST)));
    all.put("enrollments.csv", new ArrayDeque<>(mixed("enrollments.csv", 0)));
    for (Map<String, Object> account : outside.idp().accounts()) {
      accounts.put((String) account.get("externalId"), (String) account.get("id"));
    }
  }

  private List<Map<String, String>> mixed(String file, int from) {
    List<Map<String, String>> rows =
        new ArrayList<>(
            outside.sis().rows(file).stream()
                .filter(row -> row.get("role").equals("student"))
                .skip(from)
                .toList());
    Collections.shuffle(rows, random);
    return rows;
  }

  /** One that may be changed where a delivery may be on its way to; each once, unless wide. */
  private Optional<Map<String, String>> once(String kind, List<Map<String, String>> cast) {
    return wide ? Optional.of(one(cast)) : Optional.ofNullable(all.get(kind).poll());
  }

  private List<Map<String, String>> some(String file, int from) {
    return outside.sis().rows(file).stream()
        .filter(row -> row.get("role").equals("student"))
        .skip(from)
        .limit(CAST)
        .toList();
  }

  /** All that was said, in its order. */
  List<Edit> edits() {
    return List.copyOf(edits);
  }

  /** Somebody changes something. */
  void work() throws IOException {
    number++;
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> officeChanges("familyName", "Marsh-e" + number);
      case 3 -> officeChanges("middleName", "Quinn-e" + number);
      case 4, 5 -> once("nicknames", nicknamed).ifPresent(this::teacherNicknames);
      case 6, 7 -> once("enrollments.csv", seats).ifPresent(this::teacherEndsSeat);
      case 8, 9 -> once("users.csv", students).ifPresent(this::mailChangesAtIdp);
      case 10 -> familyMoves();
      default -> studentComes();
    }
  }

  private static String id(Map<String, String> row) {
    return row.get("sourcedId");
  }

  private Map<String, String> one(List<Map<String, String>> rows) {
    return rows.get(random.nextInt(rows.size()));
  }

  private void officeChanges(String column, String value) {
    String student = id(one(students));
    outside.sis().change("users.csv", student, column, value);
    edits.add(new Edit("sis", "student/" + student, column, value, false));
  }

  private void teacherNicknames(Map<String, String> row) {
    String student = id(row);
    String value = "Kit e" + number;
    if (done(() -> outside.teacher().nickname(student, value))) {
      edits.add(new Edit("lms", "student/" + student, "preferredName", value, false));
    }
  }

  private void teacherEndsSeat(Map<String, String> seat) {
    String section = seat.get("classSourcedId");
    String student = seat.get("userSourcedId");
    LocalDate day = SOME_DAY.plusDays(number % DAYS);
    if (done(() -> outside.teacher().endSeat(section, student, day))) {
      String record = "enrollment/%s:%s:student".formatted(section, student);
      edits.add(new Edit("lms", record, "endDate", day.toString(), false));
    }
  }

  /** What a teacher does. */
  private interface Deed {
    void happens() throws IOException;
  }

  /** A teacher who finds the LMS closed has said nothing. */
  private static boolean done(Deed deed) {
    try {
      deed.happens();
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  private void mailChangesAtIdp(Map<String, String> row) {
    String student = id(row);
    String value = "e%d@cedar.example".formatted(number);
    outside.idp().edit(accounts.get(student), "emails[type eq \"work\"].value", value);
    edits.add(new Edit("idp", "student/" + student, "email", value, false));
  }

  private void familyMoves() throws IOException {
    String student = id(one(students));
    String street = number + " Oak Street";
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    outside.portal().change(student, now, Map.of("street", street));
    outside.portal().save();
    outside.portal().export();
    edits.add(new Edit("portal", "family-contact/" + student, "street", street, true));
  }

  private void studentComes() {
    String id = "newcomer-" + number;
    Map<String, String> student = new HashMap<>(one(students));
    student.put("sourcedId", id);
    student.put("username", "newcomer." + number);
    student.put("email", "newcomer.%d@cedar.example".formatted(number));
    student.put("identifier", "9" + number);
    outside.sis().add("users.csv", student);
    edits.add(new Edit("sis", "student/" + id, "studentNumber", "9" + number, false));
    takesSeat(id);
  }

  private void takesSeat(String student) {
    Map<String, String> seat = new HashMap<>(one(seats));
    String section = seat.get("classSourcedId");
    String id = "seat-of-" + student;
    seat.put("sourcedId", id);
    seat.put("userSourcedId", student);
    outside.sis().add("enrollments.csv", seat);
    String record = "enrollment/%s:%s:student".formatted(section, student);
    edits.add(new Edit("sis", record, "sourcedId", id, false));
  }
}
