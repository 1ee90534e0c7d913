package homeroom.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What is due at one system and waits, as the store has it. */
final class WaitingRows {

  /** So many are read at once, so that what is held in memory does not grow with them. */
  private static final int AT_ONCE = 5_000;

  private static final int NAMES_AT_ONCE = 500;

  private static final String WAITING = DeliveryQueries.DUE + " and h.waits_for is not null";

  private static final String ALIKE =
      """
      select h.waits_for, count(*) as records, min(h.due) as oldest,
        sum(case when h.due < :from then 1 else 0 end) as before_window
      from holdings h where
      """
          + WAITING
          + """
           and h.waits_for > :last group by h.waits_for order by h.waits_for limit :limit
          """;

  /** Asks for few, so that each is looked up by itself instead of all that is gone at once. */
  private static final String LONGEST =
      """
      select h.entity, h.due, h.waits_for, s.record, s.natural_key
      from holdings h join subjects s on s.id = h.subject
      where h.due is not null and h.system = :system and h.due < :to
        and not (h.first_at is null and exists
          (select 1 from golden g where g.subject = h.subject and g.present = 0))
        and h.waits_for = :waits order by h.due, h.subject limit :limit
      """;

  private static final String THERE =
      """
      select s.entity || '~' || s.record from subjects s join holdings h on h.subject = s.id
      where h.system = :system and h.first_at is not null
        and coalesce(h.effect, '') not in ('DELETED', 'MOVED') and s.record in (<records>)
      """;

  private final Handle handle;
  private final String system;
  private final Instant from;
  private final Instant to;

  WaitingRows(Handle handle, String system, Instant from, Instant to) {
    this.handle = handle;
    this.system = system;
    this.from = from;
    this.to = to;
  }

  /**
   * Records that wait for the same, all of it.
   *
   * @param stored as in the store
   * @param records how many
   * @param before how many of them have been due since before the window began
   * @param oldest since when the first of them has been due
   */
  record Alike(String stored, long records, long before, long oldest) {

    List<String> waitsFor() {
      return Waits.read(stored);
    }
  }

  /** Gives all that waits, in the order of what it waits for. */
  void each(Consumer<Alike> reader) {
    String last = "";
    List<Alike> portion;
    do {
      portion = after(last);
      portion.forEach(reader);
      last = portion.isEmpty() ? last : portion.getLast().stored();
    } while (portion.size() == AT_ONCE);
  }

  private List<Alike> after(String last) {
    return due(ALIKE)
        .bind("from", Micros.of(from))
        .bind("last", last)
        .bind("limit", AT_ONCE)
        .map(
            (row, _) ->
                new Alike(
                    row.getString("waits_for"),
                    row.getLong("records"),
                    row.getLong("before_window"),
                    row.getLong("oldest")))
        .list();
  }

  /** Those of them that have been due longest. */
  List<Undelivered.Example> longest(String stored, int limit) {
    return due(LONGEST)
        .bind("waits", stored)
        .bind("limit", limit)
        .map((row, _) -> example(row))
        .list();
  }

  static Undelivered.Example example(ResultSet row) throws SQLException {
    return new Undelivered.Example(
        new Subject(
            row.getString("record"),
            row.getString("entity"),
            Optional.ofNullable(row.getString("natural_key"))),
        Micros.toInstant(row.getLong("due")),
        Waits.read(row.getString("waits_for")));
  }

  private Query due(String sql) {
    return handle.createQuery(sql).bind("system", system).bind("to", Micros.of(to));
  }

  /**
   * Which records the system has, as far as receipts told.
   *
   * @param parents as {@code entity~pseudonym}
   */
  Set<String> there(Collection<String> parents) {
    Set<String> there = new HashSet<>();
    List<String> all = parents.stream().map(WaitingRows::pseudonym).toList();
    for (int at = 0; at < all.size(); at += NAMES_AT_ONCE) {
      there.addAll(
          handle
              .createQuery(THERE)
              .bind("system", system)
              .bindList("records", all.subList(at, Math.min(at + NAMES_AT_ONCE, all.size())))
              .mapTo(String.class)
              .list());
    }
    return there;
  }

  /** A record that is waited for, with its key unless it was forgotten. */
  Subject parent(String name) {
    return handle
        .createQuery("select natural_key from subjects where record = :record")
        .bind("record", pseudonym(name))
        .map((row, _) -> subject(name, Optional.ofNullable(row.getString(1))))
        .findOne()
        .orElseGet(() -> subject(name, Optional.empty()));
  }

  private static Subject subject(String name, Optional<String> key) {
    return new Subject(pseudonym(name), Waits.kind(name), key);
  }

  private static String pseudonym(String name) {
    return name.substring(name.indexOf('~') + 1);
  }
}
