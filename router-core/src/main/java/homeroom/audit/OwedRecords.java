package homeroom.audit;

import homeroom.audit.FreshnessQueries.Owed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Counts what of some entities is owed to a system, as the store has it. */
final class OwedRecords {

  private static final String OWED =
      """
      h.due is not null and h.system = :system and h.state in ('SENT', 'WAITING')
      and h.entity in (<entities>)
      and not (h.first_at is null
        and h.subject in (select g.subject from golden g where g.present = 0))
      """;

  /** What waits for something stands in an index of its own. */
  private static final String UNDER_WAY =
      "select count(*) as records, min(h.due) as oldest from holdings h where h.waits_for is null"
          + " and "
          + OWED;

  private static final String WAITING =
      "select h.waits_for, count(*) as records, min(h.due) as oldest from holdings h where"
          + " h.waits_for is not null and h.waits_for > :last and "
          + OWED
          + " group by h.waits_for order by h.waits_for limit :limit";

  private static final String AWAITED =
      """
      select s.entity || '~' || s.record as name, h.state, h.first_at, h.waits_for,
        case when h.subject is not null
          or exists (select 1 from golden g where g.subject = s.id)
          or exists (select 1 from movements m where m.subject = s.id) then 1 else 0 end as told
      from subjects s left join holdings h on h.subject = s.id and h.system = :system
      where s.record in (<records>)
      """;

  private static final int AT_ONCE = 5_000;
  private static final int NAMES_AT_ONCE = 500;

  private final Handle handle;
  private final String system;
  private final List<String> entities;

  OwedRecords(Handle handle, String system, Collection<String> entities) {
    this.handle = handle;
    this.system = system;
    this.entities = List.copyOf(entities);
  }

  /** Records that wait for the same, or for nothing. */
  private record Alike(String waits, long records, Optional<Instant> oldest) {

    static Alike of(ResultSet row, String waits) throws SQLException {
      return new Alike(waits, row.getLong("records"), HoldingTable.time(row, "oldest"));
    }

    List<String> waitsFor() {
      return Waits.read(waits);
    }

    Owed owed(boolean inVain) {
      return inVain ? new Owed(0, Optional.empty(), records) : new Owed(records, oldest, 0);
    }
  }

  /**
   * Counts while the store is written: what begins to wait or ceases to meanwhile may be counted
   * twice, and is never left out.
   */
  Owed count() {
    Owed before = underWay();
    Owed waiting = waiting();
    Owed behind = underWay();
    Owed owed = sum(waiting, behind);
    return new Owed(owed.records(), sum(owed, before).oldest(), owed.inVain());
  }

  private Owed underWay() {
    return query(UNDER_WAY).map((row, _) -> Alike.of(row, "").owed(false)).one();
  }

  private Owed waiting() {
    Owed owed = new Owed(0, Optional.empty(), 0);
    VainWaits vain = new VainWaits(this::standing);
    String last = "";
    List<Alike> portion;
    do {
      portion = after(last);
      vain.learn(portion.stream().map(Alike::waitsFor).toList());
      for (Alike alike : portion) {
        owed = sum(owed, alike.owed(vain.isVain(alike.waitsFor())));
        last = alike.waits();
      }
    } while (portion.size() == AT_ONCE);
    return owed;
  }

  private List<Alike> after(String last) {
    return query(WAITING)
        .bind("last", last)
        .bind("limit", AT_ONCE)
        .map((row, _) -> Alike.of(row, row.getString("waits_for")))
        .list();
  }

  private Query query(String sql) {
    return handle.createQuery(sql).bind("system", system).bindList("entities", entities);
  }

  private static Owed sum(Owed one, Owed other) {
    return new Owed(
        one.records() + other.records(),
        Stream.of(one, other).flatMap(it -> it.oldest().stream()).min(Instant::compareTo),
        one.inVain() + other.inVain());
  }

  /** How records that are waited for stand at the system. */
  private Map<String, VainWaits.Standing> standing(Collection<String> names) {
    Map<String, VainWaits.Standing> standing = new HashMap<>();
    List<String> all =
        names.stream().map(name -> name.substring(name.indexOf('~') + 1)).sorted().toList();
    for (int at = 0; at < all.size(); at += NAMES_AT_ONCE) {
      handle
          .createQuery(AWAITED)
          .bind("system", system)
          .bindList("records", all.subList(at, Math.min(at + NAMES_AT_ONCE, all.size())))
          .map((row, _) -> Map.entry(row.getString("name"), standing(row)))
          .forEach(one -> standing.put(one.getKey(), one.getValue()));
    }
    return standing;
  }

  /**
   * What was ever there, or that anybody ever told, counts as coming; so nothing owed is missed.
   */
  private static VainWaits.Standing standing(ResultSet row) throws SQLException {
    List<String> waitsFor = Waits.read(row.getString("waits_for"));
    if (!waitsFor.isEmpty()) {
      return new VainWaits.Standing.Waits(waitsFor);
    }
    boolean refused = HoldingState.REFUSED.name().equals(row.getString("state"));
    boolean wasThere = HoldingTable.time(row, "first_at").isPresent();
    return row.getInt("told") == 0 || (refused && !wasThere)
        ? new VainWaits.Standing.Stays()
        : new VainWaits.Standing.Comes();
  }
}
