package homeroom.audit.explain;

import homeroom.api.RecordKey;
import homeroom.audit.BatchEntry;
import homeroom.audit.ConflictEntry;
import homeroom.audit.ConflictQueries;
import homeroom.audit.MovementEntry;
import homeroom.audit.MovementFilter;
import homeroom.audit.Page;
import homeroom.audit.QueryStore;
import homeroom.audit.Subject;
import homeroom.audit.explain.Explanation.Assertion;
import homeroom.authority.FieldRules;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Explains fields of records and conflicts. Thread-safe; every method blocks. */
public final class Explanations {

  /** The name by which people ask whether and why a record exists. */
  public static final String EXISTENCE = "existence";

  private static final int MOST_MOVEMENTS = 2_000;
  private static final int MOST_CONFLICTS = 200;

  private final QueryStore store;
  private final LogSearch log;
  private final Configurations configurations;

  public Explanations(QueryStore store, LogSearch log, Configurations configurations) {
    this.store = store;
    this.log = log;
    this.configurations = configurations;
  }

  /** Nothing is known of a field of that name. */
  public static final class UnknownField extends Exception {
    private final transient Set<String> known;

    UnknownField(Set<String> known) {
      super("nothing is known of a field of that name");
      this.known = Set.copyOf(known);
    }

    /** The fields of which something is known. */
    public Set<String> known() {
      return known;
    }
  }

  /**
   * Why fields of a record hold what they hold.
   *
   * @param record its pseudonym
   * @param field one field, or all if empty
   * @return empty if the hub never heard of the record, or forgot it
   * @throws LogFailure if the log cannot be read
   */
  public Optional<Story> explain(String record, Optional<String> field) throws UnknownField {
    Optional<Subject> subject = store.records().subject(record).filter(it -> it.key().isPresent());
    return subject.isEmpty() ? Optional.empty() : Optional.of(story(subject.get(), field));
  }

  private Story story(Subject subject, Optional<String> field) throws UnknownField {
    Evidence evidence = evidence(subject);
    Explainer explainer = new Explainer(evidence);
    List<String> fields = List.copyOf(explainer.fields());
    if (field.isPresent()) {
      fields = List.of(known(field.get(), explainer.fields(), subject.entity()));
    }
    List<Explanation> explained = fields.stream().map(explainer::explain).toList();
    return new Story(
        subject,
        evidence.golden().map(it -> it.present()),
        explained,
        evidence.log().reach(),
        forgotten(explained),
        evidence.moreMovements(),
        used(explained));
  }

  private String known(String asked, Set<String> known, String entity) throws UnknownField {
    boolean ruled =
        configurations
            .newest()
            .rules()
            .map(rules -> rules.entities().get(entity))
            .filter(rules -> rules.fields().containsKey(asked))
            .isPresent();
    if (asked.equals(EXISTENCE) && !ruled) {
      return FieldRules.EXISTS;
    }
    if (!known.contains(asked) && !ruled) {
      throw new UnknownField(known);
    }
    return asked;
  }

  private static long forgotten(List<Explanation> explained) {
    return explained.stream()
        .flatMap(it -> it.assertions().stream())
        .filter(it -> it.place().isEmpty() && it.value().isEmpty())
        .map(Assertion::event)
        .distinct()
        .count();
  }

  /** The configurations under which something was decided, the oldest first. */
  private List<Story.Applied> used(List<Explanation> explained) {
    Set<String> ids = new LinkedHashSet<>();
    for (Explanation explanation : explained) {
      explanation.assertions().forEach(it -> it.configuration().ifPresent(ids::add));
      explanation.now().ifPresent(now -> ids.add(now.configuration()));
      explanation.conflicts().forEach(conflict -> ids.add(conflict.configuration()));
    }
    ids.remove("");
    String newest = configurations.newest().id();
    return ids.stream()
        .map(
            id ->
                new Story.Applied(
                    id,
                    configurations.find(id).flatMap(Configurations.Applied::appliedAt),
                    id.equals(newest)))
        .toList();
  }

  /**
   * One conflict, and what became of it.
   *
   * @param id as the list of conflicts shows it
   * @return empty if there is no such conflict
   * @throws LogFailure if the log cannot be read
   */
  public Optional<ConflictStory> conflict(String id) {
    return store.conflicts().find(id).map(this::conflict);
  }

  private ConflictStory conflict(ConflictEntry conflict) {
    Evidence evidence = evidence(conflict.subject());
    Explanation explanation = new Explainer(evidence).explain(conflict.field());
    return ConflictStory.of(
        conflict,
        explanation,
        configurations.find(conflict.configuration()).flatMap(Configurations.Applied::appliedAt),
        evidence.log().reach());
  }

  private Evidence evidence(Subject subject) {
    String record = subject.record();
    Page<MovementEntry> page =
        store.movements().find(MovementFilter.of(record), Optional.empty(), MOST_MOVEMENTS);
    List<MovementEntry> movements = page.items().reversed();
    Instant from =
        movements.isEmpty() || page.cursor().isPresent()
            ? Instant.EPOCH
            : movements.getFirst().at();
    RecordLog found = log.find(new RecordKey(subject.entity(), subject.key().orElseThrow()), from);
    return new Evidence(
        subject,
        found,
        movements,
        page.cursor().isPresent(),
        store.records().find(record),
        store.records().holdings(record),
        store.conflicts().find(conflictsOf(record), MOST_CONFLICTS).reversed(),
        batches(found, movements),
        configurations);
  }

  private static ConflictQueries.Filter conflictsOf(String record) {
    return ConflictQueries.Filter.ofRecord(record);
  }

  private Map<String, BatchEntry> batches(RecordLog found, List<MovementEntry> movements) {
    Map<String, BatchEntry> batches = new HashMap<>();
    found.events().stream()
        .map(RecordLog.Arrived::message)
        .forEach(it -> batch(batches, it.getSystem(), Optional.ofNullable(it.getBatch())));
    movements.forEach(it -> batch(batches, it.system(), it.batch()));
    return batches;
  }

  private void batch(Map<String, BatchEntry> batches, String system, Optional<String> batch) {
    String key = Evidence.batchKey(system, batch.orElse(""));
    if (batch.isPresent() && !batches.containsKey(key)) {
      store.intake().batch(system, batch.get()).ifPresent(it -> batches.put(key, it));
    }
  }
}
