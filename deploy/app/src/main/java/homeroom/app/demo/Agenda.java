package homeroom.app.demo;

import java.util.List;
import java.util.Optional;

/**
 * Which scenes are played after the first export. Those of the whole day are about certain systems
 * and so many students; an export that lacks them is followed on its own.
 */
final class Agenda {

  /** The scenes name students by their place in the export, up to this. */
  static final int STUDENTS = 170;

  private static final List<Scene> WHOLE_DAY =
      List.of(
          new TeacherEndsSeat(),
          new NameEditedInLms(),
          new TwoChangesAtOnce(),
          new PeopleDecide(),
          new DeletedWhileChanged(),
          new FamilyContacts(),
          new StopAndWayHome(),
          new FieldKeepsTurning(),
          new ListAgainstFamilies(),
          new MailChangedAtIdp(),
          new AssessmentResults(),
          new BusPasses(),
          new StudentNumberChanges(),
          new TwoRecordsOneStudent(),
          new LmsWithDataConnected(),
          new LmsOutage(),
          new KilledHub(),
          new RosterForAssessment(),
          new Questions(),
          new Explained(),
          new ToldOnce());

  private static final List<Scene> ONE_EXPORT =
      List.of(new RowsNotTaken(), new RecordsThatWait(), new NextExport());

  private Agenda() {}

  /** What a district lacks for the whole day; empty if nothing. */
  static Optional<String> lacking(ExampleDistrict district, int students, long waiting) {
    if (district != ExampleDistrict.CEDAR_COUNTY) {
      return Optional.of("a SIS that exports OneRoster 1.1");
    }
    if (students < STUDENTS) {
      return Optional.of("%d students, and has %d".formatted(STUDENTS, students));
    }
    return waiting == 0
        ? Optional.empty()
        : Optional.of("an export that holds all to which its rows refer");
  }

  static List<Scene> scenes(boolean wholeDay) {
    return wholeDay ? WHOLE_DAY : ONE_EXPORT;
  }
}
