package homeroom.app.demo;

import java.util.List;

/** Why a field holds what it holds: all that the day brought to one date. */
final class Explained implements Scene {

  @Override
  public String title() {
    return "Why does this seat end when it does?";
  }

  @Override
  public void play(Day day) {
    Cast.Seat seat = Cast.seat(day.outside().sis(), 2);
    List<String> answer = Terminal.type(day, "explain", seat.record(), "endDate");
    day.narrator().say("homeroom explain enrollment/… endDate");
    answer.forEach(line -> day.narrator().say("  %s", line));
    String text = String.join("\n", answer);
    day.check(
        "one_answer_tells_a_fields_story",
        text.contains("lms said so")
            && text.contains("conflict, lost")
            && text.contains("kept what was held and sent it to sis")
            && text.contains("holds it, and says so")
            && text.contains("holds it, and confirmed so"));
  }
}
