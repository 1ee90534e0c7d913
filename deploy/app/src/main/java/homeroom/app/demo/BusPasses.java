package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** A system that knows its records by numbers of its own, and gives one of them another number. */
final class BusPasses implements Scene {

  private static final int STUDENT = 150;
  private static final String ROW = "select rowid from bus_passes where number = ?";
  private static final String ROUTE = "select route from bus_passes where number = ?";

  @Override
  public String title() {
    return "A bus pass is read before the office wrote down whose it is, and then replaced";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    String student = Cast.students(day.outside().sis(), STUDENT, 1).getFirst().get("sourcedId");
    put(day, "passes-1", "chip,route,changed_at\nchip-77,Route 7,2026-09-01T07:10:00Z\n");
    day.until("the reader's word waits", () -> waiting(day).size() == 1);
    day.narrator()
        .say("the reader on the bus knows only the chip: what it says waits, and is shown");
    day.check("an_unknown_chip_waits_visibly", waiting(day).size() == 1);

    put(
        day,
        "passes-2",
        "chip,pass,pass_student,changed_at\nchip-77,P-1001,%s,2026-09-01T09:00:00Z\n"
            .formatted(student));
    day.until("it is released", () -> waiting(day).isEmpty());
    day.until(
        "the pass has its route", () -> Warehouse.text(day, ROUTE, "P-1001").equals("Route 7"));
    day.awaitInStep();
    String row = Warehouse.text(day, ROW, "P-1001");
    day.narrator().say("the office writes down whose pass it is: what waited counts for it");
    day.check("what_waited_was_released", waiting(day).isEmpty() && !row.isEmpty());

    put(
        day,
        "passes-3",
        "chip,pass,replaces,pass_student,changed_at\nchip-91,P-1002,P-1001,%s,2026-10-05T08:00:00Z\n"
            .formatted(student));
    day.until("the new number is there", () -> !Warehouse.text(day, ROW, "P-1002").isEmpty());
    day.awaitInStep();
    day.narrator().say("the pass is lost and replaced: the same row has the new number");
    day.check(
        "a_replaced_pass_stays_one_record",
        Warehouse.text(day, ROW, "P-1002").equals(row)
            && Warehouse.text(day, ROW, "P-1001").isEmpty()
            && Warehouse.text(day, ROUTE, "P-1002").equals("Route 7"));
  }

  private static JsonNode waiting(Day day) throws IOException {
    return day.hub().get("/identity/waiting", Map.of("system", "buses")).get("waiting");
  }

  private static void put(Day day, String name, String rows) throws IOException {
    Path file = day.outside().busesFolder().resolve(name + ".csv");
    Path partial = file.resolveSibling(name + ".part");
    Files.writeString(partial, rows);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    day.hub().poll("buses");
  }
}
