package homeroom.adapters.oneroster;

import static homeroom.adapters.oneroster.Column.day;
import static homeroom.adapters.oneroster.Column.flag;
import static homeroom.adapters.oneroster.Column.moment;
import static homeroom.adapters.oneroster.Column.oneOf;
import static homeroom.adapters.oneroster.Column.text;
import static homeroom.adapters.oneroster.Column.word;
import static homeroom.adapters.oneroster.Column.year;

import java.util.ArrayList;
import java.util.List;

/**
 * The files of OneRoster 1.1, a file after those it refers to (1EdTech OneRoster 1.1, CSV tables).
 */
final class Tables {

  private static final List<String> STATUSES = List.of("active", "tobedeleted", "inactive");
  static final List<String> IMPORTANCES = List.of("primary", "secondary");

  static final Table ORGS =
      table(
          "orgs.csv",
          text("name").notBlank(),
          oneOf("type", List.of("department", "school", "district", "local", "state", "national"))
              .notBlank(),
          text("identifier"),
          text("parentSourcedId"));

  static final Table ACADEMIC_SESSIONS =
      table(
          "academicSessions.csv",
          text("title").notBlank(),
          oneOf("type", List.of("gradingPeriod", "semester", "schoolYear", "term")).notBlank(),
          day("startDate").notBlank(),
          day("endDate").notBlank(),
          text("parentSourcedId"),
          year("schoolYear").notBlank());

  static final Table COURSES =
      table(
          "courses.csv",
          text("schoolYearSourcedId"),
          text("title").notBlank(),
          text("courseCode"),
          text("grades"),
          text("orgSourcedId").notBlank(),
          text("subjects"),
          text("subjectCodes"));

  static final Table CLASSES =
      table(
          "classes.csv",
          text("title").notBlank(),
          text("grades"),
          text("courseSourcedId").notBlank(),
          text("classCode"),
          oneOf("classType", List.of("homeroom", "scheduled")).notBlank(),
          text("location"),
          text("schoolSourcedId").notBlank(),
          text("termSourcedIds").notBlank(),
          text("subjects"),
          text("subjectCodes"),
          text("periods"));

  private static final Table USERS =
      table(
          "users.csv",
          flag("enabledUser").notBlank(),
          text("orgSourcedIds").notBlank(),
          oneOf(
                  "role",
                  List.of(
                      "administrator",
                      "aide",
                      "guardian",
                      "parent",
                      "proctor",
                      "relative",
                      "student",
                      "teacher"))
              .notBlank(),
          text("username").notBlank(),
          text("userIds"),
          text("givenName").notBlank(),
          text("familyName").notBlank(),
          text("middleName"),
          text("identifier"),
          text("email"),
          text("sms"),
          text("phone"),
          text("agentSourcedIds"),
          text("grades"),
          text("password"));

  static final Table ENROLLMENTS =
      table(
          "enrollments.csv",
          text("classSourcedId").notBlank(),
          text("schoolSourcedId").notBlank(),
          text("userSourcedId").notBlank(),
          oneOf("role", List.of("administrator", "proctor", "student", "teacher")).notBlank(),
          flag("primary"),
          day("beginDate"),
          day("endDate"));

  static final Table DEMOGRAPHICS =
      table(
          "demographics.csv",
          day("birthDate"),
          word("sex", List.of("male", "female")),
          flag("americanIndianOrAlaskaNative"),
          flag("asian"),
          flag("blackOrAfricanAmerican"),
          flag("nativeHawaiianOrOtherPacificIslander"),
          flag("white"),
          flag("demographicRaceTwoOrMoreRaces"),
          flag("hispanicOrLatinoEthnicity"),
          text("countryOfBirthCode"),
          text("stateOfBirthAbbreviation"),
          text("cityOfBirth"),
          text("publicSchoolResidenceStatus"));

  static final Table RESOURCES =
      table(
          "resources.csv",
          text("vendorResourceId").notBlank(),
          text("title"),
          text("roles"),
          word("importance", IMPORTANCES),
          text("vendorId"),
          text("applicationId"));

  static final Table CLASS_RESOURCES =
      table(
          "classResources.csv",
          text("title"),
          text("classSourcedId").notBlank(),
          text("resourceSourcedId").notBlank());

  static final Table COURSE_RESOURCES =
      table(
          "courseResources.csv",
          text("title"),
          text("courseSourcedId").notBlank(),
          text("resourceSourcedId").notBlank());

  static final Table CATEGORIES = table("categories.csv", text("title").notBlank());

  private static final Table LINE_ITEMS =
      table(
          "lineItems.csv",
          text("title").notBlank(),
          text("description"),
          day("assignDate").notBlank(),
          day("dueDate").notBlank(),
          text("classSourcedId").notBlank(),
          text("categorySourcedId").notBlank(),
          text("gradingPeriodSourcedId").notBlank(),
          text("resultValueMin"),
          text("resultValueMax"));

  static final Table RESULTS =
      table(
          "results.csv",
          text("lineItemSourcedId").notBlank(),
          text("studentSourcedId").notBlank(),
          word(
                  "scoreStatus",
                  List.of(
                      "exempt", "fully graded", "not submitted", "partially graded", "submitted"))
              .notBlank(),
          text("score"),
          day("scoreDate").notBlank(),
          text("comment"));

  /** Parents first. */
  static final List<Table> ALL =
      List.of(
          ORGS,
          ACADEMIC_SESSIONS,
          COURSES,
          CLASSES,
          USERS,
          ENROLLMENTS,
          DEMOGRAPHICS,
          RESOURCES,
          CLASS_RESOURCES,
          COURSE_RESOURCES,
          CATEGORIES,
          LINE_ITEMS,
          RESULTS);

  private Tables() {}

  /** The names of a file or a property, lower-case, as table 2.1 of 1.2 misspells one. */
  static String spelt(String lower) {
    return lower.replace("courseresourses", "courseresources");
  }

  static Table table(String file, Column... own) {
    List<Column> columns = new ArrayList<>();
    columns.add(text(Table.ID).notBlank());
    columns.add(oneOf(Table.STATUS, STATUSES));
    columns.add(moment(Table.MODIFIED));
    columns.addAll(List.of(own));
    return new Table(file, columns);
  }
}
