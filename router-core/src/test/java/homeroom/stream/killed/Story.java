package homeroom.stream.killed;

import homeroom.live.LiveBroker;
import homeroom.schema.CommandKind;
import homeroom.schema.Conflict;
import homeroom.wire.Topics;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What happens in a small district, in steps. Within a step no record hears from two sides at once,
 * and between two steps everything comes to rest; so all that follows is always the same, however
 * the router's work falls into commits.
 */
final class Story {

  private static final int STUDENTS = 6;

  private final Topics topics;
  private final Telling telling;
  private final Consumers consumers;

  Story(Topics topics, Consumers consumers) {
    this.topics = topics;
    this.consumers = consumers;
    telling = new Telling(topics);
  }

  List<Runnable> steps() {
    return List.of(
        this::arrive,
        this::changeWhileTheLmsSleeps,
        this::changeElsewhere,
        this::disagree,
        this::wake,
        this::changeKeys,
        this::goOn,
        this::leave);
  }

  private static String student(int number) {
    return "student/" + number;
  }

  /** The number that the second student gets, in another task. */
  private static String renamed() {
    return IntStream.iterate(20, number -> number + 1)
        .mapToObj(Story::student)
        .filter(it -> LiveBroker.partition(it) != LiveBroker.partition(student(2)))
        .findFirst()
        .orElseThrow();
  }

  /** Seats are told first, so that they wait for their students, who wait for their accounts. */
  private void arrive() {
    for (int i = 1; i <= STUDENTS; i++) {
      telling.says("sis", "seat/" + i, "student", Integer.toString(i));
      telling.says(
          "sis", student(i), "familyName", "Reyes", "preferredName", "Ada", "phone", "555-" + i);
    }
  }

  private void changeWhileTheLmsSleeps() {
    consumers.stops("lms");
    telling.says("sis", student(1), "preferredName", "Adele");
    telling.says("sis", student(2), "preferredName", "Adele");
    telling.says("office", student(3), "phone", "555-3");
    telling.says("office", student(4), "phone", "555-4");
    telling.says("lms", student(5), "familyName", "Not its to say");
  }

  /** The LMS has not heard of the other names. */
  private void changeElsewhere() {
    telling.says("lms", student(1), "preferredName", "Addy");
    telling.says("lms", student(2), "preferredName", "Addy");
    telling.says("office", student(3), "phone", "555-30");
    telling.says("office", student(4), "phone", "555-40");
  }

  /** The SIS does not know what the office knows. */
  private void disagree() {
    telling.says("sis", student(1), "preferredName", "Adelaide");
    telling.says("sis", student(3), "phone", "555-33");
    telling.says("sis", student(4), "phone", "555-44");
  }

  private void wake() {
    consumers.goesOn("lms");
  }

  /** Meanwhile a seat comes whose student is not there yet. */
  private void changeKeys() {
    telling.decides(student(3), "phone", conflictAbout("3", "phone"), "sis");
    telling.asks(CommandKind.RENAME, student(2), renamed());
    telling.asks(CommandKind.MERGE, student(5), student(6));
    telling.says("sis", "seat/7", "student", "7");
  }

  /**
   * Whoever does not know of the other keys goes on under the old ones; one leaves a seat behind.
   */
  private void goOn() {
    telling.says("sis", student(7), "familyName", "Okafor", "preferredName", "Chi", "phone", "1");
    telling.says("sis", student(2), "familyName", "Reyes-Kim", "preferredName", "Adele");
    telling.says("sis", student(5), "familyName", "Reyes-Lee");
    telling.saysGone("sis", student(4));
  }

  /** The student's deletion waited for it. */
  private void leave() {
    telling.saysGone("sis", "seat/4");
  }

  private String conflictAbout(String student, String field) {
    return LiveBroker.read(topics.conflicts(), Conflict.class).stream()
        .filter(it -> it.getKey().equals(student) && it.getBase().getName().equals(field))
        .filter(it -> it.getWinner().isEmpty())
        .findFirst()
        .orElseThrow()
        .getConflictId();
  }
}
