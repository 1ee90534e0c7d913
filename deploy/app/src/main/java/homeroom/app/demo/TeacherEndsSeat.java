package homeroom.app.demo;

import java.io.IOException;
import java.time.LocalDate;

/** A teacher changes a seat in the LMS, which decides it: the change goes everywhere, also back. */
final class TeacherEndsSeat implements Scene {

  private static final LocalDate END = LocalDate.of(2026, 12, 18);

  @Override
  public String title() {
    return "A teacher ends a student's seat in the LMS";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    var sis = day.outside().sis();
    Cast.Seat seat = Cast.seat(sis, 0);
    day.outside().teacher().endSeat(seat.section(), seat.student(), END);
    day.until(
        "the hub holds the new end",
        () -> day.golden(seat.record(), "endDate").equals(END.toString()));
    day.awaitInStep();
    day.narrator().say("the LMS decides when a seat ends during the school year: accepted");

    int packages = sis.importPackages(day.outside().importFolder());
    String held = sis.get("enrollments.csv", seat.sourcedId()).orElseThrow().get("endDate");
    day.narrator().say("the SIS imported %d delta package and holds the new end", packages);
    day.check("sis_took_the_change_back", packages == 1 && held.equals(END.toString()));

    long version = day.version(seat.record());
    Taken taken = day.takeInExport();
    day.narrator()
        .say("its next export shows it: %d row said anew, nothing changed further", taken.events());
    day.check("next_export_changes_nothing", day.version(seat.record()) == version);
  }
}
