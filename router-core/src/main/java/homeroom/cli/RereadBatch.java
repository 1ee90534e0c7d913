package homeroom.cli;

/** What a batch that is read again comes to. */
final class RereadBatch {

  private RereadBatch() {}

  static void print(Json answer, Screen screen) {
    Json batch = answer.get("batch").orElseThrow();
    Table table =
        new Table("collection", "rows", "new", "changed", "unchanged", "gone", "rejected", "left");
    for (Json collection : batch.list("collections")) {
      table.row(
          collection.text("collection"),
          collection.number("rows"),
          collection.number("created"),
          collection.number("changed"),
          collection.number("unchanged") + collection.number("skipped"),
          collection.number("deleted"),
          collection.number("rejected"),
          collection.number("left"));
    }
    screen.print(table);
    batch.optional("message").ifPresent(held -> screen.line(held + " " + batch.text("remedy")));
    screen.line("left: something newer is known of the record, and stays.");
  }
}
