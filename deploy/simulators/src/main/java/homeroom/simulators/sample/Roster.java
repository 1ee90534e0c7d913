package homeroom.simulators.sample;

import homeroom.simulators.sis.RosterPackage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Collects the rows of a package, written as OneRoster 1.1 wants a bulk package. */
final class Roster {

  static final String DISTRICT = "org-cedar";
  static final String YEAR = "sy-2027";
  static final String FALL = "term-2027-fall";
  static final String SPRING = "term-2027-spring";

  private static final String BEGIN = "2026-08-15";
  private static final String TURN = "2027-01-16";
  private static final String END = "2027-06-10";

  private static final List<String> FILES =
      List.of("orgs", "academicSessions", "courses", "classes", "users", "enrollments");

  /** In the manifest of every package, and not in ours. */
  private static final List<String> ABSENT =
      List.of(
          "categories",
          "classResources",
          "courseResources",
          "demographics",
          "lineItems",
          "resources",
          "results");

  private final Map<String, List<List<String>>> files = new LinkedHashMap<>();
  private final Set<String> courses = new HashSet<>();

  Roster() {
    header("orgs", "name,type,identifier,parentSourcedId");
    header("academicSessions", "title,type,startDate,endDate,parentSourcedId,schoolYear");
    header(
        "courses",
        "schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes");
    header(
        "classes",
        "title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
            + "termSourcedIds,subjects,subjectCodes,periods");
    header(
        "users",
        "enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,"
            + "identifier,email,sms,phone,agentSourcedIds,grades,password");
    header(
        "enrollments",
        "classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate");
    org(DISTRICT, "Cedar County Schools", "district", "1000", "");
    session(YEAR, "2026-2027 School Year", "schoolYear", BEGIN, END, "");
    session(FALL, "Fall 2026", "term", BEGIN, TURN, YEAR);
    session(SPRING, "Spring 2027", "term", TURN, END, YEAR);
  }

  void school(String id, String name, String identifier) {
    org(id, name, "school", identifier, DISTRICT);
  }

  /** The district's course of a subject in a grade, made when it is first asked for. */
  String course(Subject subject, String grade) {
    String code = subject.code + "-" + grade;
    String id = "crs-" + code.toLowerCase(Locale.ROOT);
    if (courses.add(id)) {
      add(
          "courses",
          id,
          YEAR,
          subject.title + " " + grade,
          code,
          grade,
          DISTRICT,
          subject.title,
          subject.code);
    }
    return id;
  }

  void scheduledClass(
      String id,
      String title,
      String grade,
      Subject subject,
      String room,
      String school,
      int period) {
    add(
        "classes",
        id,
        title,
        grade,
        course(subject, grade),
        id.substring("cls-".length()).toUpperCase(Locale.ROOT),
        subject == Subject.HOMEROOM ? "homeroom" : "scheduled",
        room,
        school,
        FALL + "," + SPRING,
        subject.title,
        subject.code,
        Integer.toString(period));
  }

  void user(
      String id, String school, String role, Names.Person person, String identifier, String grade) {
    add(
        "users",
        id,
        "true",
        school,
        role,
        person.username(),
        "",
        person.given(),
        person.family(),
        person.middle(),
        identifier,
        person.email(),
        "",
        "",
        "",
        grade,
        "");
  }

  void enrollment(String classId, String school, String user, String role, boolean primary) {
    String id = "enr-" + classId.substring("cls-".length()) + "-" + user;
    add("enrollments", id, classId, school, user, role, Boolean.toString(primary), BEGIN, END);
  }

  RosterPackage build() {
    Map<String, List<List<String>>> all = new LinkedHashMap<>();
    all.put("manifest.csv", manifest());
    files.forEach((file, table) -> all.put(file + ".csv", List.copyOf(table)));
    return new RosterPackage(all);
  }

  private void org(String id, String name, String type, String identifier, String parent) {
    add("orgs", id, name, type, identifier, parent);
  }

  private void session(
      String id, String title, String type, String begin, String end, String parent) {
    add("academicSessions", id, title, type, begin, end, parent, "2027");
  }

  private void header(String file, String columns) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of(("sourcedId,status,dateLastModified," + columns).split(",")));
    files.put(file, table);
  }

  private void add(String file, String id, String... cells) {
    List<String> row = new ArrayList<>(List.of(id, "", ""));
    row.addAll(List.of(cells));
    files.get(file).add(List.copyOf(row));
  }

  private static List<List<String>> manifest() {
    Map<String, String> modes = new TreeMap<>();
    FILES.forEach(file -> modes.put("file." + file, "bulk"));
    ABSENT.forEach(file -> modes.put("file." + file, "absent"));
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("propertyName", "value"));
    table.add(List.of("manifest.version", "1.0"));
    table.add(List.of("oneroster.version", "1.1"));
    modes.forEach((name, mode) -> table.add(List.of(name, mode)));
    table.add(List.of("source.systemName", "Cedar County Student Information System"));
    table.add(List.of("source.systemCode", "cedar-sis"));
    return table;
  }
}
