package homeroom.cli;

import java.util.List;

/** Prints what became of batches. */
final class Batches {

  private Batches() {}

  static void print(List<Json> batches, Screen screen) {
    Table table =
        new Table(
            "started",
            "system",
            "origin",
            "status",
            "collection",
            "format",
            "rows",
            "new",
            "changed",
            "unchanged",
            "deleted",
            "rejected",
            "skipped",
            "batch");
    for (Json batch : batches) {
      if (batch.list("collections").isEmpty()) {
        row(table, batch, new Json(java.util.Map.of()));
      }
      batch.list("collections").forEach(collection -> row(table, batch, collection));
    }
    screen.print(table);
    for (Json batch : batches) {
      if (batch.optional("code").isPresent()) {
        screen.blank();
        screen.trouble(
            batch.text("system")
                + " "
                + Screen.time(batch.text("startedAt"))
                + " "
                + batch.text("code")
                + ": "
                + batch.text("message"));
        screen.line("  " + batch.text("remedy"));
      }
    }
  }

  private static void row(Table table, Json batch, Json collection) {
    table.row(
        Screen.time(batch.text("startedAt")),
        batch.text("system"),
        batch.text("origin"),
        batch.text("status"),
        collection.text("collection"),
        collection.text("format"),
        collection.number("rows"),
        collection.number("created"),
        collection.number("changed"),
        collection.number("unchanged"),
        collection.number("deleted"),
        collection.number("rejected"),
        collection.number("skipped"),
        batch.text("batch"));
  }
}
