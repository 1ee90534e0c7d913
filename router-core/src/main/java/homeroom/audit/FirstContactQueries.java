package homeroom.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Looks up what a system held when the hub first met it. */
public final class FirstContactQueries {

  private record Group(String entity, String field, ContactKind kind) {}

  private record Stored(
      Group group, long records, Instant first, Instant last, List<String> examples) {

    Stored and(Stored other) {
      return new Stored(
          group,
          records + other.records,
          first.isBefore(other.first) ? first : other.first,
          last.isAfter(other.last) ? last : other.last,
          Stream.concat(examples.stream(), other.examples.stream()).distinct().toList());
    }
  }

  private final Jdbi database;

  FirstContactQueries(Jdbi database) {
    this.database = database;
  }

  /**
   * Counts by entity, field and kind, in this order; what did not occur is not there.
   *
   * @param from the hour that it lies in is the first that counts; empty for all
   * @param to hours that begin then or later do not count; empty for none
   * @param examples how many records to name of each; more are not known than some for each hour
   */
  public List<FirstContactEntry> find(
      String system,
      Optional<String> entity,
      Optional<Instant> from,
      Optional<Instant> to,
      int examples) {
    Conditions conditions =
        new Conditions()
            .and("system = :system")
            .bind("system", system)
            .when(entity, "entity", "entity = :entity")
            .when(from.map(FirstContactQueries::hour), "from", "hour >= :from")
            .when(to.map(it -> hour(it.minusNanos(1))), "to", "hour <= :to");
    return database.inTransaction(
        handle -> {
          List<Stored> rows =
              conditions
                  .bindTo(
                      handle.createQuery(
                          "select * from first_contacts" + conditions.where() + " order by hour"))
                  .map((row, _) -> read(row))
                  .list();
          return entries(rows, examples, handle);
        });
  }

  private static long hour(Instant time) {
    return FirstContactTable.hour(Micros.of(time));
  }

  private static Stored read(ResultSet row) throws SQLException {
    return new Stored(
        new Group(
            row.getString("entity"),
            row.getString("field"),
            ContactKind.valueOf(row.getString("kind"))),
        row.getLong("records"),
        Micros.toInstant(row.getLong("first_at")),
        Micros.toInstant(row.getLong("last_at")),
        List.of(row.getString("examples").split(",")));
  }

  private static List<FirstContactEntry> entries(List<Stored> rows, int examples, Handle handle) {
    Map<Group, Stored> groups = new LinkedHashMap<>();
    rows.forEach(row -> groups.merge(row.group(), row, Stored::and));
    List<FirstContactEntry> entries = new ArrayList<>();
    for (Stored group : groups.values()) {
      List<String> named = group.examples().stream().limit(examples).toList();
      entries.add(entry(group, subjects(named, handle)));
    }
    entries.sort(
        Comparator.comparing(FirstContactEntry::entity)
            .thenComparing(it -> it.field().orElse(""))
            .thenComparing(FirstContactEntry::kind));
    return entries;
  }

  private static FirstContactEntry entry(Stored group, List<Subject> examples) {
    return new FirstContactEntry(
        group.group().entity(),
        Optional.of(group.group().field()).filter(field -> !field.isEmpty()),
        group.group().kind(),
        group.records(),
        group.first(),
        group.last(),
        examples);
  }

  private static List<Subject> subjects(List<String> pseudonyms, Handle handle) {
    if (pseudonyms.isEmpty()) {
      return List.of();
    }
    Map<String, Subject> found = new HashMap<>();
    handle
        .createQuery("select record, entity, natural_key from subjects where record in (<records>)")
        .bindList("records", pseudonyms)
        .map(
            (row, _) ->
                new Subject(
                    row.getString("record"),
                    row.getString("entity"),
                    Optional.ofNullable(row.getString("natural_key"))))
        .forEach(subject -> found.put(subject.record(), subject));
    return pseudonyms.stream().filter(found::containsKey).map(found::get).toList();
  }
}
