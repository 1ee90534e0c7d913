package homeroom.simulators.sis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this system demands of a file that it imports, which is what OneRoster 1.1 says.
 *
 * @param columns all of them, in their order
 * @param required columns that must not be blank in an active row
 * @param words allowed values by column
 * @param references the file that the ids in a column are of
 */
record Rules(
    List<String> columns,
    Set<String> required,
    Map<String, Set<String>> words,
    Map<String, String> references) {

  static final String ID = "sourcedId";
  static final String STATUS = "status";
  static final String MODIFIED = "dateLastModified";

  private static final Set<String> FLAGS = Set.of("true", "false");

  /** By file, parents first. */
  private static final Map<String, Rules> ALL = new LinkedHashMap<>();

  static {
    ALL.put(
        "orgs.csv",
        rules(
            "name,type,identifier,parentSourcedId",
            "name,type",
            Map.of(
                "type", Set.of("department", "school", "district", "local", "state", "national")),
            Map.of("parentSourcedId", "orgs.csv")));
    ALL.put(
        "academicSessions.csv",
        rules(
            "title,type,startDate,endDate,parentSourcedId,schoolYear",
            "title,type,startDate,endDate,schoolYear",
            Map.of("type", Set.of("gradingPeriod", "semester", "schoolYear", "term")),
            Map.of("parentSourcedId", "academicSessions.csv")));
    ALL.put(
        "courses.csv",
        rules(
            "schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
            "title,orgSourcedId",
            Map.of(),
            Map.of("schoolYearSourcedId", "academicSessions.csv", "orgSourcedId", "orgs.csv")));
    ALL.put(
        "classes.csv",
        rules(
            "title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
                + "termSourcedIds,subjects,subjectCodes,periods",
            "title,courseSourcedId,classType,schoolSourcedId,termSourcedIds",
            Map.of("classType", Set.of("homeroom", "scheduled")),
            Map.of(
                "courseSourcedId", "courses.csv",
                "schoolSourcedId", "orgs.csv",
                "termSourcedIds", "academicSessions.csv")));
    ALL.put(
        "users.csv",
        rules(
            "enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,"
                + "identifier,email,sms,phone,agentSourcedIds,grades,password",
            "enabledUser,orgSourcedIds,role,username,givenName,familyName",
            Map.of(
                "enabledUser",
                FLAGS,
                "role",
                Set.of(
                    "administrator",
                    "aide",
                    "guardian",
                    "parent",
                    "proctor",
                    "relative",
                    "student",
                    "teacher")),
            Map.of("orgSourcedIds", "orgs.csv", "agentSourcedIds", "users.csv")));
    ALL.put(
        "enrollments.csv",
        rules(
            "classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
            "classSourcedId,schoolSourcedId,userSourcedId,role",
            Map.of(
                "role", Set.of("administrator", "proctor", "student", "teacher"), "primary", FLAGS),
            Map.of(
                "classSourcedId", "classes.csv",
                "schoolSourcedId", "orgs.csv",
                "userSourcedId", "users.csv")));
  }

  Rules {
    columns = List.copyOf(columns);
    required = Set.copyOf(required);
    words = Map.copyOf(words);
    references = Map.copyOf(references);
  }

  static Optional<Rules> of(String file) {
    return Optional.ofNullable(ALL.get(file));
  }

  /** Files that can be imported, parents first. */
  static List<String> files() {
    return List.copyOf(ALL.keySet());
  }

  private static Rules rules(
      String columns,
      String required,
      Map<String, Set<String>> words,
      Map<String, String> references) {
    return new Rules(
        List.of((ID + "," + STATUS + "," + MODIFIED + "," + columns).split(",")),
        Set.of(required.split(",")),
        words,
        references);
  }
}
