package homeroom.app.demo;

import java.io.IOException;
import java.util.Map;

/** The SIS gives a student another id; the same accounts and rows are changed everywhere. */
final class StudentNumberChanges implements Scene {

  private static final int STUDENT = 160;
  private static final String ROW = "select rowid from students where sourced_id = ?";

  @Override
  public String title() {
    return "A student who moved to another school gets another id in the SIS";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    var outside = day.outside();
    String old = Cast.students(outside.sis(), STUDENT, 1).getFirst().get("sourcedId");
    String id = old + "-moved";
    String username = day.golden("student/" + old, "username");
    Object account = account(day, username).get("id");
    long user = outside.teacher().id(old);
    String row = Warehouse.text(day, ROW, old);
    long users = outside.lms().stats().users();
    long seats = outside.lms().stats().enrollments();
    int accounts = outside.idp().size();

    outside.sis().renumber(old, id);
    Taken taken = day.takeInExport();
    day.until(
        "the old id leads to the new one",
        () -> goesOnAs(day, "student/" + old).equals("student/" + id));
    day.awaitInStep();
    day.narrator()
        .say(
            "its export names the former id: %d rows, the student and each seat, are renamed",
            taken.events());
    day.check(
        "the_same_account_at_the_idp",
        account(day, username).get("id").equals(account)
            && account(day, username).get("externalId").equals(id)
            && outside.idp().size() == accounts);
    day.check(
        "the_same_user_and_seats_in_the_lms",
        outside.teacher().id(id) == user
            && outside.lms().stats().users() == users
            && outside.lms().stats().enrollments() == seats);
    day.check("the_same_row_in_the_warehouse", Warehouse.text(day, ROW, id).equals(row));
    day.narrator()
        .say("the account, the LMS's user and the warehouse's row are the same as before");
    day.check("nothing_left_to_say_of_the_new_id", day.takeInExport().events() == 0);
  }

  private static Map<String, Object> account(Day day, String username) {
    return day.outside().idp().account(username).orElse(Map.of("id", "", "externalId", ""));
  }

  private static String goesOnAs(Day day, String record) throws IOException {
    return day.hub()
        .get("/records/" + day.hub().pseudonym(record) + "/keys")
        .path("goesOnAs")
        .asText();
  }
}
