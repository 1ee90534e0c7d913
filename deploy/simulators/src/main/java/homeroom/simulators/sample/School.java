package homeroom.simulators.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Fills one school: students in homerooms, the homerooms' lessons, electives across homerooms, and
 * a teacher for each class.
 */
final class School {

  private static final int HOMEROOM_SIZE = 24;
  private static final int ELECTIVE_SIZE = 28;
  private static final int CLASSES_PER_TEACHER = 5;

  private final String id;
  private final Level level;
  private final Roster roster;
  private final People people;
  private final Random random;
  private final Map<Subject, String> teachers = new EnumMap<>(Subject.class);
  private final Map<Subject, Integer> load = new EnumMap<>(Subject.class);
  private int room = 100;

  School(String id, Level level, Roster roster, People people, Random random) {
    this.id = id;
    this.level = level;
    this.roster = roster;
    this.people = people;
    this.random = random;
  }

  /** Adds a grade and its students. */
  void grade(String grade, int students) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < students; i++) {
      all.add(people.student(id, grade));
    }
    List<List<String>> homerooms = chunks(all, HOMEROOM_SIZE);
    for (int i = 0; i < homerooms.size(); i++) {
      homeroom(grade, i + 1, homerooms.get(i));
    }
    electives(grade, all);
  }

  private void homeroom(String grade, int number, List<String> students) {
    String teacher = people.teacher(id);
    lesson(Subject.HOMEROOM, grade, number, teacher, students, 0);
    int period = 1;
    for (Subject subject : level.core) {
      lesson(subject, grade, number, coreTeacher(subject, teacher), students, period++);
    }
  }

  /** In elementary school the homeroom's teacher teaches all but sport. */
  private String coreTeacher(Subject subject, String homeroomTeacher) {
    return level == Level.ELEMENTARY && subject != Subject.SPORT
        ? homeroomTeacher
        : specialist(subject);
  }

  private void electives(String grade, List<String> students) {
    Map<Subject, List<String>> chosen = new LinkedHashMap<>();
    level.electives.forEach(subject -> chosen.put(subject, new ArrayList<>()));
    for (String student : students) {
      List<Subject> order = new ArrayList<>(level.electives);
      Collections.shuffle(order, random);
      int count =
          level.fewestElectives + random.nextInt(level.mostElectives - level.fewestElectives + 1);
      order.subList(0, count).forEach(subject -> chosen.get(subject).add(student));
    }
    chosen.forEach((subject, takers) -> sections(subject, grade, takers));
  }

  private void sections(Subject subject, String grade, List<String> takers) {
    List<List<String>> sections = chunks(takers, ELECTIVE_SIZE);
    for (int i = 0; i < sections.size(); i++) {
      lesson(subject, grade, i + 1, specialist(subject), sections.get(i), level.core.size() + 1);
    }
  }

  private void lesson(
      Subject subject,
      String grade,
      int number,
      String teacher,
      List<String> students,
      int period) {
    String code = String.format(Locale.ROOT, "%s-%s-%02d", grade, subject.code, number);
    String classId = "cls-" + id.substring("org-".length()) + "-" + code.toLowerCase(Locale.ROOT);
    String title = String.format(Locale.ROOT, "%s %s - %02d", subject.title, grade, number);
    String location = subject == Subject.HOMEROOM ? "Room " + ++room : "";
    roster.scheduledClass(classId, title, grade, subject, location, id, period);
    roster.enrollment(classId, id, teacher, "teacher", true);
    students.forEach(student -> roster.enrollment(classId, id, student, "student", false));
  }

  /** A new teacher of the subject for every five classes. */
  private String specialist(Subject subject) {
    int before = load.merge(subject, 1, Integer::sum) - 1;
    if (before % CLASSES_PER_TEACHER == 0) {
      teachers.put(subject, people.teacher(id));
    }
    return teachers.get(subject);
  }

  private static List<List<String>> chunks(List<String> all, int size) {
    List<List<String>> chunks = new ArrayList<>();
    for (int i = 0; i < all.size(); i += size) {
      chunks.add(List.copyOf(all.subList(i, Math.min(all.size(), i + size))));
    }
    return chunks;
  }
}
