package homeroom.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a comparison found is repaired: looked at once more, agreed to, and watched. */
record ReconcileRepair(
    HubClient client, Screen screen, Json compared, Map<String, @Nullable Object> body) {

  /**
   * @param yes whether it was agreed to before
   */
  void run(boolean yes) throws CliFailure {
    Map<String, @Nullable Object> dry = new HashMap<>(body);
    dry.put("dry-run", true);
    Json found = HubClient.parse(client.post(path(), List.of(new Json(dry).write())));
    print(found);
    if (found.number("records") > 0) {
      Agreement.ask(screen, yes, "RECONCILE_NOT_AGREED");
      begin();
    }
    screen.line("Whether it is equal now shows: homeroom reconcile " + compared.text("system"));
  }

  private String path() {
    return "/reconciliations/" + HubClient.encoded(compared.text("id")) + "/repair";
  }

  private void print(Json found) {
    if (found.number("records") > 0) {
      screen.heading("To be sent to " + compared.text("system") + ":");
      Table table = new Table("entity", "to be there again", "told again");
      found
          .list("counts")
          .forEach(it -> table.row(it.text("entity"), it.number("create"), it.number("again")));
      screen.print(table);
    }
    if (found.number("left") > 0) {
      screen.line(
          found.number("left")
              + " of what was found is left alone: it stands otherwise by now, or refers to what is"
              + " not there.");
    }
  }

  private void begin() throws CliFailure {
    Json begun = HubClient.parse(client.post(path(), List.of(new Json(body).write())));
    var replay = begun.get("replay");
    if (replay.isPresent()) {
      new ReplayProgress(client, screen, replay.get().text("id")).watch();
    }
  }
}
