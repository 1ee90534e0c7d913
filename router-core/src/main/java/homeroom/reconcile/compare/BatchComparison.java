package homeroom.reconcile.compare;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Comparison;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.planning.Rules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares what a batch of a source says with what the hub holds. First come all rows, then the
 * golden records of the entities of which the batch holds everything. Not thread-safe.
 */
public final class BatchComparison {

  private final String source;
  private final Rules rules;
  private final Tally tally;
  private final Set<RecordKey> seen = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  /**
   * What a row says.
   *
   * @param gone that the record is gone, and nothing else
   */
  public record Said(RecordKey record, Map<String, Value> fields, boolean gone, String place) {

    /** Values stay out of logs. */
    @Override
    public String toString() {
      return "Said[" + place + "]";
    }
  }

  public BatchComparison(String source, Rules rules, Tally tally) {
    this.source = source;
    this.rules = rules;
    this.tally = tally;
  }

  /**
   * @param golden what the hub holds of it, perhaps under another key by now
   */
  public void said(Said said, Optional<Golden> golden) {
    RecordKey record = golden.map(Golden::record).orElse(said.record());
    Optional<String> place = Optional.of(said.place());
    if (!seen.add(record)) {
      find(Finding.of(Verdict.DUPLICATE, record.entity(), Optional.of(record.key()), place));
    } else if (golden.isEmpty() || !golden.get().exists()) {
      missing(said, record, golden.isPresent());
    } else if (said.gone()) {
      find(Finding.of(Verdict.EXTRA, record.entity(), Optional.of(record.key()), place));
    } else {
      compare(said, golden.get());
    }
  }

  private void missing(Said said, RecordKey record, boolean isGone) {
    if (said.gone()) {
      tally.add(record.entity(), Verdict.EQUAL);
      return;
    }
    Finding missing =
        Finding.of(
            Verdict.MISSING, record.entity(), Optional.of(record.key()), Optional.of(said.place()));
    find(isGone ? missing.noted(Note.GONE, Optional.empty()) : missing);
  }

  private void compare(Said said, Golden golden) {
    RecordKey record = golden.record();
    List<Difference> fields =
        new TreeSet<>(said.fields().keySet())
            .stream().flatMap(name -> difference(said, golden, name).stream()).toList();
    if (fields.isEmpty()) {
      tally.add(record.entity(), Verdict.EQUAL);
      return;
    }
    Finding different =
        Finding.of(
                Verdict.DIFFERENT,
                record.entity(),
                Optional.of(record.key()),
                Optional.of(said.place()))
            .with(fields);
    find(noted(different));
  }

  private Optional<Difference> difference(Said said, Golden golden, String name) {
    Value should = said.fields().getOrDefault(name, Value.NULL);
    Optional<Golden.Held> held = Optional.ofNullable(golden.fields().get(name));
    Value is = held.map(Golden.Held::value).orElse(Value.NULL);
    if (comparison(golden.record().entity(), name).same(should, is)) {
      return Optional.empty();
    }
    return Optional.of(
        Difference.of(name, should, is)
            .decidedBy(held.map(Golden.Held::system), held.map(Golden.Held::rule)));
  }

  private Comparison comparison(String entity, String field) {
    return Optional.ofNullable(rules.entities().get(entity))
        .map(EntityRules::fields)
        .map(fields -> fields.get(field))
        .map(FieldRules::comparison)
        .orElse(Comparison.EXACT);
  }

  /** Where nobody else decided, the source said something else at another time. */
  private Finding noted(Finding different) {
    Set<String> others =
        different.fields().stream()
            .flatMap(field -> field.decider().stream())
            .filter(system -> !system.equals(source))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!others.isEmpty()) {
      return different.noted(Note.DECIDED, Optional.of(String.join(", ", others)));
    }
    boolean own = different.fields().stream().allMatch(field -> field.decider().isPresent());
    return own ? different.noted(Note.LATER, Optional.empty()) : different;
  }

  /**
   * A row of which nobody knows what it says.
   *
   * @param code why
   */
  public void unreadable(String collection, String place, String code) {
    find(
        Finding.of(Verdict.UNMAPPED, collection, Optional.empty(), Optional.of(place))
            .noted(Note.UNREADABLE, Optional.of(code)));
  }

  /** A golden record of an entity of which the batch holds all; after all rows. */
  public void holds(Golden golden) {
    if (golden.exists() && golden.isFrom(source) && !seen.contains(golden.record())) {
      find(
          Finding.of(
              Verdict.EXTRA,
              golden.record().entity(),
              Optional.of(golden.record().key()),
              Optional.empty()));
    }
  }

  /** All that is not equal, in no order that means anything. */
  public List<Finding> end() {
    return findings;
  }

  private void find(Finding finding) {
    findings.add(finding);
    tally.add(finding.entity(), finding.verdict());
  }
}
