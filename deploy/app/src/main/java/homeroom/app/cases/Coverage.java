package homeroom.app.cases;

import homeroom.app.cases.CaseRun.Happened;
import homeroom.authority.Authority;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.planning.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which rules were looked at while cases were tried. A rule is one entry of a field's authority.
 *
 * <p>An entry counts when it was in force and what its system said was accepted, or was weighed
 * against others, or when it kept out a system that has no entry.
 */
final class Coverage {

  /**
   * One entry of a field's authority.
   *
   * @param index its place among the field's entries
   */
  record Entry(String entity, String field, int index, Authority authority)
      implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byEntity = entity.compareTo(other.entity);
      int byField = byEntity != 0 ? byEntity : field.compareTo(other.field);
      return byField != 0 ? byField : Integer.compare(index, other.index);
    }

    /** {@code lms from 2026-08-15 until 2027-06-01}. */
    String text() {
      return authority.system()
          + authority.from().map(from -> " from " + day(from)).orElse("")
          + authority.until().map(until -> " until " + day(until)).orElse("")
          + authority.when().map(condition -> " when " + condition.text()).orElse("");
    }

    private static String day(Instant moment) {
      String text = moment.toString();
      return text.endsWith("T00:00:00Z") ? text.substring(0, text.indexOf('T')) : text;
    }
  }

  private final Map<Entry, Set<String>> cases = new TreeMap<>();

  private final Rules rules;

  Coverage(Rules rules) {
    this.rules = rules;
    rules
        .entities()
        .forEach(
            (name, entity) ->
                entity.fields().values().forEach(field -> all(name, field).forEach(this::add)));
  }

  private void add(Entry entry) {
    cases.put(entry, new TreeSet<>());
  }

  private static List<Entry> all(String entity, FieldRules field) {
    List<Entry> entries = new ArrayList<>();
    for (Authority authority : field.authority()) {
      String name = Vocabulary.written(field.name());
      entries.add(new Entry(entity, name, entries.size(), authority));
    }
    return entries;
  }

  /** Notes what the steps of a case looked at. */
  void note(Case one, CaseRun.Outcome outcome) {
    EntityRules entity = rules.entities().get(one.record().entity());
    for (Happened happened : outcome.happened()) {
      if (happened.tried()) {
        happened.verdicts().forEach(verdict -> note(one, entity, verdict, happened));
      }
    }
  }

  private void note(Case one, EntityRules entity, Verdict verdict, Happened happened) {
    FieldRules field = entity.fields().get(verdict.field());
    List<Entry> entries = all(entity.entity(), field);
    verdict
        .entries(field, happened.circumstances())
        .forEach(index -> cases.get(entries.get(index)).add(one.name()));
  }

  int size() {
    return cases.size();
  }

  int exercised() {
    return (int) cases.values().stream().filter(names -> !names.isEmpty()).count();
  }

  /** For each entity the fields of which some entry was never looked at. */
  List<String> missing() {
    Map<String, List<String>> byEntity = new TreeMap<>();
    Map<String, Integer> sizes = new TreeMap<>();
    cases.forEach(
        (entry, names) -> {
          sizes.merge(entry.entity(), 1, Integer::sum);
          if (names.isEmpty()) {
            byEntity
                .computeIfAbsent(entry.entity(), none -> new ArrayList<>())
                .add(entry.field() + (isAlone(entry) ? "" : " (" + entry.text() + ")"));
          }
        });
    int width = byEntity.keySet().stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    byEntity.forEach(
        (entity, fields) ->
            lines.add(
                entity
                    + " ".repeat(width - entity.length() + 2)
                    + (fields.size() == sizes.get(entity)
                        ? "all " + fields.size()
                        : String.join(", ", fields))));
    return lines;
  }

  private boolean isAlone(Entry entry) {
    return cases.keySet().stream()
            .filter(other -> other.entity().equals(entry.entity()))
            .filter(other -> other.field().equals(entry.field()))
            .count()
        == 1;
  }

  /** Every entry with the names of the cases that looked at it. */
  List<String> details() {
    List<String> lines = new ArrayList<>();
    cases.forEach(
        (entry, names) ->
            lines.add(
                "%s.%s  %s: %s"
                    .formatted(
                        entry.entity(),
                        entry.field(),
                        entry.text(),
                        names.isEmpty() ? "no case" : quoted(names))));
    return lines;
  }

  private static String quoted(Set<String> names) {
    return String.join(", ", names.stream().map(name -> "\"" + name + "\"").toList());
  }
}
