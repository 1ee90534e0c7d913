package homeroom.audit.explain;

import homeroom.audit.FieldEntry;
import homeroom.audit.explain.Explanation.Assertion;
import homeroom.audit.explain.Explanation.Truth;
import homeroom.schema.DataEvent;
import homeroom.schema.FieldValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Joins what movements say with what the log still holds. Pure: the same evidence gives the same
 * explanation.
 */
final class Explainer {

  private final Evidence evidence;

  Explainer(Evidence evidence) {
    this.evidence = evidence;
  }

  /** The fields of which anything is known: first those of the golden record. */
  Set<String> fields() {
    Set<String> fields = new LinkedHashSet<>();
    evidence
        .golden()
        .ifPresent(golden -> golden.fields().forEach(field -> fields.add(field.name())));
    for (RecordLog.Arrived<DataEvent> arrived : evidence.log().events()) {
      arrived.message().getFields().stream().map(FieldValue::getName).forEach(fields::add);
    }
    evidence.movements().stream()
        .filter(Decisions::isAboutAnEvent)
        .forEach(movement -> fields.addAll(movement.fields()));
    fields.removeIf(name -> name.startsWith("_"));
    return fields;
  }

  Explanation explain(String field) {
    FieldStory story = new FieldStory(evidence, field);
    List<Assertion> assertions = new Assertions(story).all();
    Standings standings = new Standings(story, assertions);
    return new Explanation(
        field,
        story.golden().map(golden -> truth(golden, assertions)),
        assertions,
        story.conflicts(),
        standings.carried(),
        standings.all());
  }

  private static Truth truth(FieldEntry golden, List<Assertion> assertions) {
    Optional<Assertion> source =
        assertions.stream().filter(it -> it.event().equals(golden.event())).findFirst();
    return new Truth(
        StoredValue.of(golden),
        golden.version(),
        golden.system(),
        golden.event(),
        golden.rule(),
        golden.configuration(),
        golden.occurredAt(),
        source.map(Assertion::arrivedAt),
        source);
  }
}
