package homeroom.app.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One list contradicts many families: many conflicts with one cause. */
final class ListAgainstFamilies implements Scene {

  static final int FAMILIES = 40;
  static final String OF_THE_FAMILY = "3:10 pm";
  private static final String COLUMN = "pickup_time";
  private static final int FROM = 108;

  @Override
  public String title() {
    return "The bus office's list contradicts " + FAMILIES + " families";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    Families families = new Families(day);
    List<String> students = families.students(FROM, FAMILIES);
    families.begin(students, Families.ago(Duration.ofHours(2)), Map.of(COLUMN, "2:30"));
    var now = Families.ago(Duration.ZERO);
    for (String student : students) {
      families.buses().change(student, now, Map.of(COLUMN, "3:45 pm"));
      families.portal().change(student, now, Map.of(COLUMN, OF_THE_FAMILY));
    }
    families.tellBothAtOnce();
    int conflicts = 0;
    int putRight = 0;
    for (String student : students) {
      conflicts += families.conflicts(student).size();
      putRight +=
          families.same(student, COLUMN)
                  && families.buses().cell(student, COLUMN).equals(OF_THE_FAMILY)
              ? 1
              : 0;
    }
    day.narrator()
        .say(
            "%d conflicts, one for each; the families win by rank, and the list is put right",
            conflicts);
    day.check("one_conflict_for_each_family", conflicts == FAMILIES);
    day.check("the_list_was_put_right", putRight == FAMILIES);
  }
}
