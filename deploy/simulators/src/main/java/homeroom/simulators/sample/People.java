package homeroom.simulators.sample;

/** Adds people to the roster, with numbers that only count up. */
final class People {

  private final Roster roster;
  private final Names names;
  private int students = 100_000;
  private int staff = 2_000;

  People(Roster roster, Names names) {
    this.roster = roster;
    this.names = names;
  }

  String student(String school, String grade) {
    String number = Integer.toString(++students);
    String id = "stu-" + number;
    roster.user(id, school, "student", names.next(), number, grade);
    return id;
  }

  String teacher(String school) {
    return staff(school, "teacher", "tch-");
  }

  String principal(String school) {
    return staff(school, "administrator", "adm-");
  }

  private String staff(String school, String role, String prefix) {
    String number = Integer.toString(++staff);
    roster.user(prefix + number, school, role, names.next(), number, "");
    return prefix + number;
  }
}
