package homeroom.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Looks up how deliveries stand. */
public final class DeliveryQueries {

  private static final int EXAMPLES = 5;

  /** What a system refused, and a person said that it shall not reach it. */
  static final String DROPPED =
      """
      (coalesce(h.state, '') = 'REFUSED' and exists
        (select 1 from refusals d where d.subject = h.subject and d.system = h.system
          and d.state = 'DROPPED'))
      """;

  /**
   * A record that was deleted before it ever got there is owed to nobody, though nothing in the log
   * says so.
   */
  static final String DUE =
      """
      h.due is not null and h.system = :system and h.due < :to
      and not (h.first_at is null
        and h.subject in (select g.subject from golden g where g.present = 0))
      """;

  /** What waits for something is told apart in another way. */
  private static final String OWED = DUE + " and h.waits_for is null and not " + DROPPED;

  private static final Comparator<Undelivered.Cause> BIGGEST_FIRST =
      Comparator.comparing(Undelivered.Cause::waitsForMany)
          .thenComparing(Undelivered.Cause::records, Comparator.reverseOrder())
          .thenComparing(cause -> cause.state().name())
          .thenComparing(cause -> cause.reason().orElse(""))
          .thenComparing(cause -> cause.parent().map(Subject::record).orElse(""));

  private final Jdbi database;

  DeliveryQueries(Jdbi database) {
    this.database = database;
  }

  /** How many records of an entity stand in a state at a system. */
  public record Count(String system, String entity, HoldingState state, long records) {}

  /**
   * When a record got to a system first.
   *
   * @param created when the hub created it there; empty if it was found there
   * @param first when it was first confirmed to be there
   */
  public record FirstDelivered(Optional<Instant> created, Optional<Instant> first) {}

  /** How all systems stand, by system, entity and state. */
  public List<Count> counts() {
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    "select system, entity, state, records from holding_counts where records <> 0"
                        + " order by system, entity, state")
                .map(
                    (row, _) ->
                        new Count(
                            row.getString(1),
                            row.getString(2),
                            HoldingState.valueOf(row.getString(3)),
                            row.getLong(4)))
                .list());
  }

  /**
   * When a record got to a system first; outlives the movements that said so. Empty if nothing was
   * ever due there.
   */
  public Optional<FirstDelivered> firstDelivered(String record, String system) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    "select created_at, first_at from holdings where system = :system"
                        + " and subject = (select id from subjects where record = :record)")
                .bind("record", record)
                .bind("system", system)
                .map(
                    (row, _) ->
                        new FirstDelivered(
                            HoldingTable.time(row, "created_at"),
                            HoldingTable.time(row, "first_at")))
                .findOne());
  }

  /** A delivery that has no receipt yet. */
  public record Open(Subject subject, String delivery, long version) {}

  /** The deliveries to a system that have no receipt yet, of records that are not forgotten. */
  public List<Open> open(String system) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    "select s.record, s.entity, s.natural_key, h.delivery, h.version"
                        + " from holdings h join subjects s on s.id = h.subject"
                        + " where h.system = :system and h.state = 'SENT'"
                        + " and h.delivery is not null and s.natural_key is not null")
                .bind("system", system)
                .map(
                    (row, _) ->
                        new Open(
                            new Subject(
                                row.getString(1),
                                row.getString(2),
                                Optional.ofNullable(row.getString(3))),
                            row.getString(4),
                            row.getLong(5)))
                .list());
  }

  /**
   * What was due at a system before {@code to} and is not there yet, and why; with it what went
   * wrong between {@code from} and {@code to} and is mended.
   */
  public Undelivered undelivered(String system, Instant from, Instant to) {
    return database.withHandle(
        handle ->
            new Undelivered(
                causes(handle, system, from, to),
                dropped(handle, system, to),
                recovered(handle, system, from, to),
                handedOver(handle, system),
                kept(handle, from, to)));
  }

  private static List<Undelivered.Cause> causes(
      Handle handle, String system, Instant from, Instant to) {
    List<Undelivered.Cause> causes = new ArrayList<>(others(handle, system, from, to));
    causes.addAll(new WaitingCauses(new WaitingRows(handle, system, from, to), EXAMPLES).find());
    causes.sort(BIGGEST_FIRST);
    return causes;
  }

  /** What is under way, was refused, or is said to wait for nothing in particular. */
  private static List<Undelivered.Cause> others(
      Handle handle, String system, Instant from, Instant to) {
    Map<List<Object>, List<Undelivered.Example>> examples = new LinkedHashMap<>();
    handle
        .createQuery(
            """
            select ranked.*, s.record, s.natural_key from (
              select subject, entity, state, reason, due, waits_for,
                row_number() over (partition by state, reason order by due, subject) as place
              from holdings h where
            """
                + OWED
                + """
                ) ranked join subjects s on s.id = ranked.subject
                where place <= :examples order by due, ranked.subject
                """)
        .bind("system", system)
        .bind("to", Micros.of(to))
        .bind("examples", EXAMPLES)
        .map(
            (row, _) ->
                examples
                    .computeIfAbsent(group(row), _ -> new ArrayList<>())
                    .add(WaitingRows.example(row)))
        .list();
    return handle
        .createQuery(
            """
            select state, reason, count(*) as records, min(due) as oldest, max(detail) as detail,
              sum(case when due < :from then 1 else 0 end) as before_window,
              max(case when state = 'REFUSED' then (select r.category from refusals r
                where r.subject = h.subject and r.system = h.system) end) as category,
              max(case when state = 'REFUSED' then (select r.status from refusals r
                where r.subject = h.subject and r.system = h.system) end) as status
            from holdings h where
            """
                + OWED
                + """
                group by state, reason
                """)
        .bind("system", system)
        .bind("from", Micros.of(from))
        .bind("to", Micros.of(to))
        .map(
            (row, _) ->
                new Undelivered.Cause(
                    HoldingState.valueOf(row.getString("state")),
                    Optional.ofNullable(row.getString("reason")),
                    row.getLong("records"),
                    row.getLong("before_window"),
                    Micros.toInstant(row.getLong("oldest")),
                    Optional.ofNullable(row.getString("detail")),
                    Optional.ofNullable(row.getString("category")),
                    Optional.ofNullable(row.getString("status")),
                    Optional.empty(),
                    0,
                    examples.getOrDefault(group(row), List.of())))
        .list();
  }

  private static List<Object> group(ResultSet row) throws SQLException {
    return List.of(row.getString("state"), Optional.ofNullable(row.getString("reason")));
  }

  private static long dropped(Handle handle, String system, Instant to) {
    return handle
        .createQuery(
            "select count(*) from holdings h where "
                + DUE
                + " and h.waits_for is null and "
                + DROPPED)
        .bind("system", system)
        .bind("to", Micros.of(to))
        .mapTo(Long.class)
        .one();
  }

  /** How many records stand dropped at each system, where any do. */
  public Map<String, Long> dropped() {
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    "select h.system, count(*) from refusals r join holdings h"
                        + " on h.subject = r.subject and h.system = r.system"
                        + " where r.state = 'DROPPED' and h.state = 'REFUSED' group by h.system")
                .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static long recovered(Handle handle, String system, Instant from, Instant to) {
    return handle
        .createQuery(
            """
            select count(distinct m.subject) from movements m
            join holdings h on h.subject = m.subject and h.system = m.system
            where m.system = :system and coalesce(m.outcome, '') = 'REFUSED'
              and m.at >= :from and m.at < :to and h.state = 'IN_STEP'
            """)
        .bind("system", system)
        .bind("from", Micros.of(from))
        .bind("to", Micros.of(to))
        .mapTo(Long.class)
        .one();
  }

  /** How many records a system is believed to hold, or was handed. */
  public long believed(String system) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select count(*) from holdings
                    where system = :system and state in ('IN_STEP', 'HANDED_OVER')
                      and coalesce(effect, '') not in ('DELETED', 'MOVED')
                    """)
                .bind("system", system)
                .mapTo(Long.class)
                .one());
  }

  private static long handedOver(Handle handle, String system) {
    return handle
        .createQuery(
            "select coalesce(sum(records), 0) from holding_counts"
                + " where system = :system and state = 'HANDED_OVER'")
        .bind("system", system)
        .mapTo(Long.class)
        .one();
  }

  private static List<Undelivered.Kept> kept(Handle handle, Instant from, Instant to) {
    return handle
        .createQuery(
            """
            select system, code, max(message) as message, max(remedy) as remedy, count(*) as entries
            from quarantine_entries
            where direction = 'IN' and state = 'OPEN' and since >= :from and since < :to
            group by system, code order by count(*) desc, system, code
            """)
        .bind("from", Micros.of(from))
        .bind("to", Micros.of(to))
        .map(
            (row, _) ->
                new Undelivered.Kept(
                    row.getString("system"),
                    row.getString("code"),
                    row.getString("message"),
                    row.getString("remedy"),
                    row.getLong("entries")))
        .list();
  }
}
