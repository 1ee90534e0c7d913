package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The hub is killed in the middle of an import and started again. */
final class KilledHub implements Scene {

  @Override
  public String title() {
    return "An export changes every student, and the hub is killed while it is taken in";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    long changed = changeEveryStudent(day);
    long before = delivered(day);
    day.outside().exportFromSis();
    JsonNode batch = day.hub().poll("sis").path("batch");
    String held = batch.path("held").asText();
    day.narrator().say("every student has another name: " + batch.path("message").asText());
    day.check(
        "mass_change_was_held",
        batch.path("code").asText().equals("BATCH_HELD") && delivered(day) == before);
    day.until("the query store knows what is held", () -> isHeld(day, held));
    day.narrator().say("the registrar meant that, and approves exactly this set of changes");
    // Nobody waits for the answer: the hub will not live to give it.
    CompletableFuture<Void> poll =
        CompletableFuture.runAsync(
            () -> {
              try {
                day.hub().approve(held, "registrar");
              } catch (IOException killed) {
                day.narrator().say("the request that was under way broke off, as it should");
              }
            });
    day.until("a third of the changes is delivered", () -> delivered(day) - before > changed / 3);
    long pid = day.process().pid();
    day.process().kill();
    poll.join();
    Instant killed = Instant.now();
    day.process().start();
    day.narrator()
        .say(
            "process %d was killed; the hub answers again after %s",
            pid, Narrator.seconds(Duration.between(killed, Instant.now())));
    day.hub().poll("sis");
    Instant inStep = day.awaitInStep();
    day.narrator()
        .say(
            "%s changed records, all systems in step %s after the kill",
            Narrator.number(changed), Narrator.seconds(Duration.between(killed, inStep)));
    var outside = day.outside();
    day.check(
        "nothing_doubled_by_the_kill",
        outside.lms().duplicates() == 0 && outside.idp().stats().duplicates() == 0);
  }

  /** So that the import is long enough to be killed in, every student gets another name. */
  private static long changeEveryStudent(Day day) {
    var sis = day.outside().sis();
    List<Map<String, String>> students = Cast.students(sis, 0, Integer.MAX_VALUE);
    for (Map<String, String> student : students) {
      String id = student.get("sourcedId");
      sis.change("users.csv", id, "familyName", student.get("familyName") + " II");
    }
    return students.size();
  }

  private static boolean isHeld(Day day, String held) throws IOException {
    return day.hub().all("/batches", "batches", Map.of("system", "sis")).stream()
        .anyMatch(batch -> batch.path("held").asText().equals(held));
  }

  private static long delivered(Day day) throws IOException {
    return (long) day.hub().metric("homeroom_deliveries_total", "system=\"idp\"");
  }
}
