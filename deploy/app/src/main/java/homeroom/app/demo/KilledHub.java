package homeroom.app.demo;

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
    return "The hub is killed with kill -9 in the middle of an import";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    long changed = changeEveryStudent(day);
    long before = delivered(day);
    day.outside().exportFromSis();
    // Nobody waits for the answer: the hub will not live to give it.
    CompletableFuture<Void> poll =
        CompletableFuture.runAsync(
            () -> {
              try {
                day.hub().poll("sis");
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

  /** So that the import is long enough to be killed in, every student gets another middle name. */
  private static long changeEveryStudent(Day day) {
    var sis = day.outside().sis();
    List<Map<String, String>> students = Cast.students(sis, 0, Integer.MAX_VALUE);
    for (Map<String, String> student : students) {
      String id = student.get("sourcedId");
      sis.change("users.csv", id, "familyName", student.get("familyName") + " II");
    }
    return students.size();
  }

  private static long delivered(Day day) throws IOException {
    return (long) day.hub().metric("homeroom_deliveries_total", "system=\"idp\"");
  }
}
