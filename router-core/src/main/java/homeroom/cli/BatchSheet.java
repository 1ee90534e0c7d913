package homeroom.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints all that is known of one batch. */
final class BatchSheet {

  private static final Map<String, String> DECISIONS =
      Map.of(
          "CONFLICT", "conflict with another system",
          "INITIAL_MISMATCH", "differed when first seen",
          "QUARANTINED", "in quarantine");

  private final Json batch;
  private final Screen screen;

  BatchSheet(Json batch, Screen screen) {
    this.batch = batch;
    this.screen = screen;
  }

  void print() {
    screen.heading(
        batch.text("system") + ", " + batch.text("origin") + ": " + batch.text("status"));
    trouble();
    facts();
    collections();
    entities();
    causes("Rejected, by cause", "REJECTED");
    causes("Held, by cause", "HELD");
    causes("Missing, not deleted yet", "MISSING");
    decisions();
  }

  private void trouble() {
    if (batch.optional("code").isPresent()) {
      screen.trouble(batch.text("code") + ": " + batch.text("message"));
      if (batch.optional("remedy").isPresent()) {
        screen.line("  " + batch.text("remedy"));
      }
    }
  }

  private void facts() {
    screen.blank();
    fact("batch", batch.text("batch"));
    fact("exported", Screen.time(batch.text("exportedAt")));
    fact("arrived", Screen.time(arrived()));
    fact(
        batch.optional("approvedBy").isPresent() ? "let through" : "read",
        Screen.time(batch.text("startedAt"))
            + batch.optional("approvedBy").map(by -> " by " + by).orElse(""));
    fact("ended", Screen.time(batch.text("endedAt")));
    fact("format", formats());
    fact("configuration", batch.text("configuration"));
    fact("event schema", batch.text("eventSchema"));
    fact("events", batch.text("events"));
    fact("held as", batch.text("held"));
    fact("held until", Screen.time(batch.text("heldUntil")));
  }

  private String arrived() {
    return batch.optional("arrivedAt").orElse(batch.text("startedAt"));
  }

  private String formats() {
    return batch.list("collections").stream()
        .map(collection -> collection.text("format"))
        .filter(format -> !format.isEmpty())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private void fact(String name, String value) {
    if (!value.isEmpty()) {
      screen.line(name + " ".repeat(15 - name.length()) + value);
    }
  }

  private void collections() {
    Table table =
        new Table(
            "collection",
            "rows",
            "new",
            "changed",
            "unchanged",
            "deleted",
            "rejected",
            "skipped",
            "left");
    for (Json collection : batch.list("collections")) {
      table.row(
          collection.text("collection"),
          collection.number("rows"),
          collection.number("created"),
          collection.number("changed"),
          collection.number("unchanged"),
          collection.number("deleted"),
          collection.number("rejected"),
          collection.number("skipped"),
          collection.number("left"));
    }
    section("By collection", table);
  }

  private void entities() {
    Table table =
        new Table(
            "entity", "collection", "new", "changed", "unchanged", "deleted", "rejected", "left");
    for (Json entity : batch.list("entities")) {
      table.row(
          entityName(entity),
          entity.text("collection"),
          entity.number("created"),
          entity.number("changed"),
          entity.number("unchanged"),
          entity.number("deleted"),
          entity.number("rejected"),
          entity.number("left"));
    }
    section("By entity", table);
  }

  private static String entityName(Json of) {
    return of.text("entity").isEmpty() ? "(not known)" : of.text("entity");
  }

  private void causes(String title, String outcome) {
    List<Json> causes =
        batch.list("causes").stream().filter(it -> it.text("outcome").equals(outcome)).toList();
    Table table = new Table("number", "code", "field", "entity", "collection");
    for (Json cause : causes) {
      table.row(
          cause.number("number"),
          cause.text("code"),
          cause.text("field"),
          entityName(cause),
          cause.text("collection"));
    }
    section(title, table);
  }

  private void decisions() {
    Table table = new Table("number", "entity", "what became of it", "code", "first", "last");
    for (Json decision : batch.list("decisions")) {
      table.row(
          decision.number("number"),
          decision.text("entity"),
          decided(decision.text("outcome")),
          decision.text("code"),
          Screen.time(decision.text("first")),
          Screen.time(decision.text("last")));
    }
    section("What was decided about its events", table);
  }

  private static String decided(String outcome) {
    return DECISIONS.getOrDefault(outcome, Wording.decided(outcome));
  }

  private void section(String title, Table table) {
    if (!table.isEmpty()) {
      screen.blank();
      screen.heading(title);
      screen.print(table);
    }
  }
}
