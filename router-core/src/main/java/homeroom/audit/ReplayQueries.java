package homeroom.audit;

import homeroom.api.RecordKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Finds the records that a replay is about, and what became of it. */
public final class ReplayQueries {

  private static final int EXAMPLES = 3;

  /** What happened between the hub and a consumer, or became due there. */
  private static final String MOVED =
      """
      exists (select 1 from movements m where m.subject = s.id and m.at >= :from and m.at < :until
        and ((m.system = :system and coalesce(m.outcome, '') in
            ('SENT', 'WAITING', 'RELEASED', 'DELIVERED', 'HANDED_OVER', 'REFUSED', 'QUARANTINED'))
          or m.sent like :begins or m.sent like :follows))
      """;

  private static final String CONFIRMED =
      """
      exists (select 1 from movements m where m.subject = s.id and m.at >= :from and m.at < :until
        and m.system = :system and coalesce(m.outcome, '') in ('DELIVERED', 'HANDED_OVER'))
      """;

  private static final String QUARANTINED =
      "exists (select 1 from quarantine_entries q where q.subject = s.id and q.direction = 'OUT'"
          + " and q.system = :system and q.cause = :refusal and q.state = 'OPEN')";

  /** Nobody is to be told what a person dropped, unless it is asked for by name or as refused. */
  private static final String NOT_DROPPED = "not " + DeliveryQueries.DROPPED;

  private final Jdbi database;

  ReplayQueries(Jdbi database) {
    this.database = database;
  }

  /**
   * Which records.
   *
   * @param window those that had to do with the system then, but for what was dropped there unless
   *     it is {@code refused}, {@code confirmed} or one of {@code records}; empty for all golden
   *     records
   * @param records some of them, by their pseudonyms; empty for all
   * @param refused only those that the system refused last
   * @param refusal only those that are in quarantine for this cause
   * @param confirmed of the window only what the system said it did, or was handed
   */
  public record Filter(
      String system,
      Optional<Window> window,
      Optional<String> entity,
      List<String> records,
      boolean refused,
      Optional<String> refusal,
      boolean confirmed) {
    public Filter {
      records = List.copyOf(records);
    }
  }

  /**
   * @param until not any more
   */
  public record Window(Instant from, Instant until) {}

  /**
   * @param created when the hub created it at the system
   */
  public record Found(Subject subject, Optional<Instant> created) {}

  /**
   * Records that stand alike.
   *
   * @param standing empty if nothing was ever due there
   */
  public record Count(
      String entity, Optional<HoldingState> standing, long records, List<Subject> examples) {
    public Count {
      examples = List.copyOf(examples);
    }
  }

  /** When the oldest movement was since which all are kept. */
  public Optional<Instant> oldest() {
    return database
        .withHandle(
            handle ->
                handle
                    .createQuery("select min(at) from movements where at >= " + PrunedBefore.MICROS)
                    .mapTo(Long.class)
                    .findOne())
        .map(Micros::toInstant);
  }

  public long count(Filter filter) {
    return database.withHandle(
        handle ->
            bind(
                    filter,
                    handle.createQuery(
                        "select count(*) from subjects s left join holdings h"
                            + " on h.subject = s.id and h.system = :system where "
                            + where(filter)))
                .mapTo(Long.class)
                .one());
  }

  /**
   * The next ones by entity and key. Pseudonyms would be another order in another hub.
   *
   * @param last the one before; empty to begin with the first
   */
  public List<Found> after(Filter filter, Optional<RecordKey> last, int limit) {
    String sql =
        "select s.record, s.entity, s.natural_key, h.created_at from subjects s left join holdings"
            + " h on h.subject = s.id and h.system = :system"
            + " where (s.entity, s.natural_key) > (:afterEntity, :afterKey) and "
            + where(filter)
            + " order by s.entity, s.natural_key limit :limit";
    return database.withHandle(
        handle ->
            bind(filter, handle.createQuery(sql))
                .bind("afterEntity", last.map(RecordKey::entity).orElse(""))
                .bind("afterKey", last.map(RecordKey::key).orElse(""))
                .bind("limit", limit)
                .map(
                    (row, _) ->
                        new Found(
                            new Subject(
                                row.getString(1),
                                row.getString(2),
                                Optional.ofNullable(row.getString(3))),
                            HoldingTable.time(row, "created_at")))
                .list());
  }

  /** How they stand, by entity. */
  public List<Count> counts(Filter filter) {
    String from =
        " from subjects s left join holdings h on h.subject = s.id and h.system = :system where "
            + where(filter);
    return database.withHandle(
        handle -> {
          Map<List<String>, List<Subject>> examples = examples(handle, filter, from);
          return bind(
                  filter,
                  handle.createQuery(
                      "select s.entity, coalesce(h.state, '') as state, count(*) as records"
                          + from
                          + " group by s.entity, coalesce(h.state, '') order by 1, 2"))
              .map(
                  (row, _) -> {
                    String state = row.getString(2);
                    return new Count(
                        row.getString(1),
                        Optional.of(state).filter(it -> !it.isEmpty()).map(HoldingState::valueOf),
                        row.getLong(3),
                        examples.getOrDefault(List.of(row.getString(1), state), List.of()));
                  })
              .list();
        });
  }

  private static Map<List<String>, List<Subject>> examples(
      Handle handle, Filter filter, String from) {
    Map<List<String>, List<Subject>> examples = new LinkedHashMap<>();
    bind(
            filter,
            handle.createQuery(
                "select * from (select s.record, s.entity, s.natural_key,"
                    + " coalesce(h.state, '') as state, row_number() over"
                    + " (partition by s.entity, coalesce(h.state, '') order by s.record) as place"
                    + from
                    + ") ranked where place <= :examples order by record"))
        .bind("examples", EXAMPLES)
        .map(
            (row, _) ->
                examples
                    .computeIfAbsent(
                        List.of(row.getString("entity"), row.getString("state")),
                        _ -> new ArrayList<>())
                    .add(
                        new Subject(
                            row.getString("record"),
                            row.getString("entity"),
                            Optional.ofNullable(row.getString("natural_key")))))
        .list();
    return examples;
  }

  /** How many records a replay's commands were decided for, by the code of what was done. */
  public Map<String, Long> decided(String replay) {
    return sums(
        "select code, count(*) from movements where cause = :replay and code in ('REPLAY_SENT',"
            + " 'REPLAY_WAITING', 'REPLAY_UNDER_WAY', 'REPLAY_HANDED_OVER', 'REPLAY_UNMAPPED',"
            + " 'REPLAY_NOTHING_OWED', 'CONFIRMATION_VOID') group by code order by code",
        replay);
  }

  /** How many deliveries that a replay sent at once ended, by how they did. */
  public Map<String, Long> ended(String replay) {
    return sums(
        "select m.outcome, count(distinct m.subject) from movements asked join movements m"
            + " on m.subject = asked.subject and m.delivery = asked.delivery"
            + " where asked.cause = :replay and asked.code = 'REPLAY_SENT'"
            + " and m.outcome in ('DELIVERED', 'HANDED_OVER', 'REFUSED')"
            + " group by m.outcome order by m.outcome",
        replay);
  }

  private Map<String, Long> sums(String sql, String replay) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .bind("replay", replay)
                .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static String where(Filter filter) {
    List<String> parts = new ArrayList<>(List.of("s.natural_key is not null"));
    filter.entity().ifPresent(_ -> parts.add("s.entity = :entity"));
    if (!filter.records().isEmpty()) {
      parts.add("s.record in (" + String.join(", ", places(filter).keySet()) + ")");
    }
    if (filter.window().isPresent()) {
      parts.add(filter.confirmed() ? CONFIRMED : MOVED);
    } else {
      parts.add("exists (select 1 from golden g where g.subject = s.id)");
    }
    if (filter.refused()) {
      parts.add(
          "exists (select 1 from holdings f where f.subject = s.id and f.system = :system"
              + " and f.state = 'REFUSED')");
    }
    if (leavesDropped(filter)) {
      parts.add(NOT_DROPPED);
    }
    filter.refusal().ifPresent(_ -> parts.add(QUARANTINED));
    return String.join(" and ", parts);
  }

  /** The records by the names of their places in a statement. */
  private static Map<String, String> places(Filter filter) {
    Map<String, String> places = new LinkedHashMap<>();
    for (String record : filter.records()) {
      places.put(":record" + places.size(), record);
    }
    return places;
  }

  private static boolean leavesDropped(Filter filter) {
    return filter.window().isPresent()
        && filter.records().isEmpty()
        && !filter.refused()
        && !filter.confirmed();
  }

  private static Query bind(Filter filter, Query query) {
    query.bind("system", filter.system());
    filter.entity().ifPresent(entity -> query.bind("entity", entity));
    places(filter).forEach((place, record) -> query.bind(place.substring(1), record));
    filter.refusal().ifPresent(cause -> query.bind("refusal", cause));
    filter
        .window()
        .ifPresent(
            window -> {
              query.bind("from", Micros.of(window.from())).bind("until", Micros.of(window.until()));
              if (!filter.confirmed()) {
                query
                    .bind("begins", filter.system() + " %")
                    .bind("follows", "%\n" + filter.system() + " %");
              }
            });
    return query;
  }
}
