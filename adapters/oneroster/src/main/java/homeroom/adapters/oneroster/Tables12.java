package homeroom.adapters.oneroster;

import static homeroom.adapters.oneroster.Column.day;
import static homeroom.adapters.oneroster.Column.flag;
import static homeroom.adapters.oneroster.Column.oneOf;
import static homeroom.adapters.oneroster.Column.text;
import static homeroom.adapters.oneroster.Column.word;

import java.util.List;

/**
 * The files of OneRoster 1.2 and 1.2.1, a file after those it refers to (1EdTech OneRoster 1.2, CSV
 * binding). Most vocabularies may be extended there, so that an unknown word is passed on.
 */
final class Tables12 {

  /** A column of users that 1.2.1 took away again. */
  private static final String ONLY_IN_1_2_0 = "resourceSourcedIds";

  private static final Table ORGS = extensible(Tables.ORGS);
  private static final Table ACADEMIC_SESSIONS = extensible(Tables.ACADEMIC_SESSIONS);
  private static final Table CLASSES = extensible(Tables.CLASSES);
  private static final Table ENROLLMENTS = extensible(Tables.ENROLLMENTS);

  private static final Table USERS =
      Tables.table(
          "users.csv",
          flag("enabledUser").notBlank(),
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
          text("password"),
          text("userMasterIdentifier"),
          text(ONLY_IN_1_2_0),
          text("preferredGivenName"),
          text("preferredMiddleName"),
          text("preferredFamilyName"),
          text("primaryOrgSourcedId"),
          text("pronouns"));

  private static final Table USER_PROFILES =
      Tables.table(
          "userProfiles.csv",
          text("userSourcedId").notBlank(),
          text("profileType").notBlank(),
          text("vendorId").notBlank(),
          text("applicationId"),
          text("description"),
          text("credentialType").notBlank(),
          text("username").notBlank(),
          text("password"));

  private static final Table ROLES =
      Tables.table(
          "roles.csv",
          text("userSourcedId").notBlank(),
          oneOf("roleType", Tables.IMPORTANCES).notBlank(),
          word(
                  "role",
                  List.of(
                      "aide",
                      "counselor",
                      "districtAdministrator",
                      "guardian",
                      "parent",
                      "principal",
                      "proctor",
                      "relative",
                      "siteAdministrator",
                      "student",
                      "systemAdministrator",
                      "teacher"))
              .notBlank(),
          day("beginDate"),
          day("endDate"),
          text("orgSourcedId").notBlank(),
          text("userProfileSourcedId"));

  private static final Table DEMOGRAPHICS =
      Tables.DEMOGRAPHICS.with(word("sex", List.of("male", "female", "unspecified", "other")));

  private static final Table USER_RESOURCES =
      Tables.table(
          "userResources.csv",
          text("userSourcedId").notBlank(),
          text("orgSourcedId"),
          text("classSourcedId"),
          text("resourceSourcedId").notBlank());

  private static final Table CATEGORIES = Tables.CATEGORIES.with(text("weight"));

  private static final Table SCORE_SCALES =
      Tables.table(
          "scoreScales.csv",
          text("title").notBlank(),
          text("type"),
          text("orgSourcedId"),
          text("courseSourcedId"),
          text("classSourcedId"),
          text("scoreScaleValue").notBlank());

  private static final Table LINE_ITEMS =
      Tables.table(
          "lineItems.csv",
          text("title").notBlank(),
          text("description"),
          day("assignDate").notBlank(),
          day("dueDate").notBlank(),
          text("classSourcedId").notBlank(),
          text("categorySourcedId").notBlank(),
          text("academicSessionSourcedId").notBlank(),
          text("resultValueMin"),
          text("resultValueMax"),
          text("schoolSourcedId").notBlank());

  private static final Table LINE_ITEM_SCORE_SCALES =
      Tables.table(
          "lineItemScoreScales.csv",
          text("title"),
          text("lineItemSourcedId").notBlank(),
          text("scoreScaleSourcedId").notBlank());

  private static final Table LINE_ITEM_LEARNING_OBJECTIVES =
      Tables.table(
          "lineItemLearningObjectiveIds.csv",
          text("lineItemSourcedId").notBlank(),
          text("source"),
          text("learningObjectiveId").notBlank());

  private static final Table RESULTS =
      Tables.RESULTS
          .with(text("textScore"))
          .with(text("classSourcedId"))
          .with(flag("inProgress"))
          .with(flag("incomplete"))
          .with(flag("late"))
          .with(flag("missing"));

  private static final Table RESULT_SCORE_SCALES =
      Tables.table(
          "resultScoreScales.csv",
          text("title"),
          text("resultSourcedId").notBlank(),
          text("scoreScaleSourcedId").notBlank());

  private static final Table RESULT_LEARNING_OBJECTIVES =
      Tables.table(
          "resultLearningObjectiveIds.csv",
          text("resultSourcedId").notBlank(),
          text("source"),
          text("learningObjectiveId").notBlank(),
          text("score"),
          text("textScore"));

  /** Parents first. */
  static final List<Table> ALL =
      List.of(
          ORGS,
          ACADEMIC_SESSIONS,
          Tables.COURSES,
          CLASSES,
          USERS,
          USER_PROFILES,
          ROLES,
          ENROLLMENTS,
          DEMOGRAPHICS,
          Tables.RESOURCES,
          Tables.CLASS_RESOURCES,
          Tables.COURSE_RESOURCES,
          USER_RESOURCES,
          CATEGORIES,
          SCORE_SCALES,
          LINE_ITEMS,
          LINE_ITEM_SCORE_SCALES,
          LINE_ITEM_LEARNING_OBJECTIVES,
          RESULTS,
          RESULT_SCORE_SCALES,
          RESULT_LEARNING_OBJECTIVES);

  /** The same as 1.2.1 has them, which is what is written. */
  static final List<Table> WRITTEN =
      ALL.stream()
          .map(table -> table.equals(USERS) ? table.without(ONLY_IN_1_2_0) : table)
          .toList();

  private Tables12() {}

  /** The same file with vocabularies that are not complete; flags and the status stay so. */
  private static Table extensible(Table table) {
    Table open = table;
    for (Column column : table.columns()) {
      if (column.closed() && !column.isFlag() && !column.name().equals(Table.STATUS)) {
        open = open.with(column.open());
      }
    }
    return open;
  }
}
