package homeroom.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says where an explanation could not look, and what that means. */
final class LogReach {

  private LogReach() {}

  static void print(Json answer, Screen screen) {
    List<String> lines = lines(answer);
    if (!lines.isEmpty()) {
      screen.blank();
      lines.forEach(screen::line);
    }
  }

  private static List<String> lines(Json answer) {
    Json log = answer.get("log").orElse(new Json(Map.of()));
    List<String> lines = new ArrayList<>();
    log.optional("begins")
        .ifPresent(
            at ->
                lines.add(
                    "The log keeps messages since "
                        + Screen.time(at)
                        + " only; what came before is told without its values."));
    log.optional("from")
        .ifPresent(
            at ->
                lines.add(
                    "There was more to read than one answer reads; values are shown from "
                        + Screen.time(at)
                        + " on."));
    if (!log.flag("ended")) {
      lines.add("Reading the log took too long and was ended; something may be missing here.");
    }
    if (log.number("leftOut") > 0) {
      lines.add(log.number("leftOut") + " older messages of this record were left out.");
    }
    if (answer.number("eventsNotInLog") > 0) {
      lines.add(
          "Of "
              + answer.number("eventsNotInLog")
              + " of the things that were said, the value is not known any more.");
    }
    if (answer.flag("olderMovements")) {
      lines.add("This record has older movements than these; see homeroom movements --record.");
    }
    return lines;
  }
}
