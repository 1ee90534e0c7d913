package homeroom.cli;

import java.util.List;
import java.util.Map;

/** What a replay found, before anything is sent. */
final class ReplayPreview {

  private static final Map<String, String> MEANINGS =
      Map.of(
          "IN_STEP", "delivered: not sent again",
          "SENT", "under way: goes on as it is",
          "WAITING", "waits for others: goes on as it is",
          "HANDED_OVER", "handed over, not seen there yet: not sent again",
          "REFUSED", "owed: refused last, will be tried again",
          "NEVER_TOLD", "never told: sent if the system takes it");

  private final Json found;
  private final Screen screen;

  ReplayPreview(Json found, Screen screen) {
    this.found = found;
    this.screen = screen;
  }

  void print() {
    List<Json> counts = found.list("counts");
    long records = counts.stream().mapToLong(count -> count.number("records")).sum();
    screen.heading(
        records
            + (records == 1 ? " record" : " records")
            + found
                .optional("from")
                .map(
                    from ->
                        " had to do with "
                            + found.text("system")
                            + " from "
                            + Screen.time(from)
                            + " to "
                            + Screen.time(found.text("until")))
                .orElse(" may be due at " + found.text("system")));
    if (records > 0) {
      Table table = new Table("entity", "records", "now", "for example");
      for (Json count : counts) {
        table.row(
            count.text("entity"),
            count.number("records"),
            MEANINGS.getOrDefault(count.text("standing"), count.text("standing")),
            String.join(" ", count.list("examples").stream().map(Records::name).toList()));
      }
      screen.blank();
      screen.print(table);
    }
    voids();
    screen.blank();
    screen.line(
        "At most "
            + found.number("perSecond")
            + " records in a second; --per-second changes that.");
  }

  private void voids() {
    boolean rebuilt = found.flag("rebuilt");
    if (!rebuilt && found.optional("restoredTo").isEmpty()) {
      return;
    }
    screen.blank();
    screen.line(
        "What the system confirmed of "
            + found.number("toVoid")
            + (rebuilt
                ? " records counts no more; all that it should have is created again."
                : " records since then counts no more; they are sent again, whole."));
  }
}
