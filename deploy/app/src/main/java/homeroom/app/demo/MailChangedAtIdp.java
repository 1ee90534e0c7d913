package homeroom.app.demo;

import java.io.IOException;
import java.util.Map;

/** Someone changes an address at the identity provider, which decides addresses. */
final class MailChangedAtIdp implements Scene {

  private static final String NEW = "new.address@cedar.example";

  @Override
  public String title() {
    return "Someone changes an e-mail address at the identity provider";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    Map<String, String> student = Cast.students(day.outside().sis(), 5, 1).getFirst();
    String id = student.get("sourcedId");
    String record = "student/" + id;
    // The first look only learns what the provider was told.
    day.takeIn("idp");
    long version = day.version(record);

    var idp = day.outside().idp();
    Map<String, Object> account = idp.account(day.golden(record, "username")).orElseThrow();
    idp.edit((String) account.get("id"), "emails[type eq \"work\"].value", NEW);
    Taken taken = day.takeIn("idp");
    day.until("the hub holds the new address", () -> day.golden(record, "email").equals(NEW));
    day.awaitInStep();
    day.narrator()
        .say("it is in the LMS and the warehouse after %s", Narrator.seconds(taken.time()));
    day.check("mail_of_the_idp_is_true", day.golden(record, "email").equals(NEW));
    day.check("mail_reached_the_lms", day.outside().teacher().email(id).equals(NEW));
    day.check("mail_reached_the_warehouse", warehouse(day, id).equals(NEW));

    // The SIS still has the old one, and restates it when its office changes something else.
    day.outside().sis().change("users.csv", id, "middleName", "Quinn");
    day.takeInExport();
    day.takeIn("idp");
    Taken again = day.takeInExport();
    day.narrator().say("the SIS restates its own with its next change, which undoes nothing");
    day.check("mail_not_undone_by_the_sis", day.golden(record, "email").equals(NEW));
    day.check(
        "nothing_goes_back_and_forth", again.events() == 0 && day.version(record) == version + 2);
  }

  private static String warehouse(Day day, String student) throws IOException {
    return Warehouse.text(day, "select email from students where sourced_id = ?", student);
  }
}
