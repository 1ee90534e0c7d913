package homeroom.audit.explain;

import homeroom.api.Value;
import homeroom.audit.ConflictEntry;
import homeroom.audit.FieldEntry;
import homeroom.audit.RecordEntry;
import homeroom.authority.Circumstances;
import homeroom.authority.FieldRules;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import homeroom.schema.Change;
import homeroom.wire.Values;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is known of one field of a record, in the form in which its explanation needs it. */
final class FieldStory {

  private final Evidence evidence;
  private final String field;
  private final Optional<FieldEntry> golden;
  private final History history;

  FieldStory(Evidence evidence, String field) {
    this.evidence = evidence;
    this.field = field;
    golden = field.equals(FieldRules.EXISTS) ? existence() : stored();
    history = new History(field, evidence.log().changes(), golden);
  }

  String field() {
    return field;
  }

  Evidence evidence() {
    return evidence;
  }

  /** What is true of the field. */
  Optional<FieldEntry> golden() {
    return golden;
  }

  History history() {
    return history;
  }

  private Optional<FieldEntry> stored() {
    return evidence.golden().stream()
        .flatMap(record -> record.fields().stream())
        .filter(it -> it.name().equals(field))
        .findFirst();
  }

  /** The golden record says whether it exists, and the change that made it so says why. */
  private Optional<FieldEntry> existence() {
    Optional<Change> last =
        evidence.log().changes().reversed().stream()
            .map(RecordLog.Arrived::message)
            .filter(change -> changed(change).isPresent())
            .findFirst();
    return evidence.golden().map(record -> existence(record, last));
  }

  private static FieldEntry existence(RecordEntry record, Optional<Change> why) {
    return new FieldEntry(
        FieldRules.EXISTS,
        "flag",
        Boolean.toString(record.present()),
        why.map(Change::getVersion).orElse(0L),
        why.map(Change::getSystem).orElse(""),
        why.map(Change::getRule).orElse(""),
        why.map(Change::getEventId).orElse(""),
        why.map(Change::getConfiguration).orElse(""),
        why.map(change -> Values.instant(change.getOccurredAt())).orElse(Instant.EPOCH));
  }

  /** What a change made of the field; empty if it did not touch it. */
  Optional<Value> changed(Change change) {
    return change.getAfter().stream()
        .filter(it -> it.getName().equals(field))
        .findFirst()
        .map(Values::value);
  }

  /** The change of the field that an event made. */
  Optional<Change> changeBy(String event) {
    return evidence.log().changes().stream()
        .map(RecordLog.Arrived::message)
        .filter(change -> change.getEventId().equals(event) && changed(change).isPresent())
        .findFirst();
  }

  /** What is true, if that is what an event made so. */
  Optional<FieldEntry> goldenBy(String event) {
    return golden.filter(it -> it.event().equals(event));
  }

  /** The conflicts about the field, the oldest first. */
  List<ConflictEntry> conflicts() {
    return evidence.conflicts().stream().filter(it -> it.field().equals(field)).toList();
  }

  /** The conflict that an event made when it arrived. */
  Optional<ConflictSide> arrivedIn(String event) {
    return conflicts().stream()
        .map(conflict -> ConflictSide.arrived(conflict))
        .filter(side -> side.event().equals(event))
        .findFirst();
  }

  /** The rule that held under a configuration at a time. */
  Optional<String> ruleUnder(String configuration, Instant at) {
    return evidence
        .configurations()
        .find(configuration)
        .flatMap(Configurations.Applied::rules)
        .flatMap(this::rules)
        .map(rules -> rules.ruleAt(Circumstances.at(at)));
  }

  private Optional<FieldRules> rules(Rules rules) {
    return Optional.ofNullable(rules.entities().get(evidence.subject().entity()))
        .map(entity -> entity.fields().get(field));
  }

  boolean same(Value one, Value other) {
    return evidence
        .configurations()
        .newest()
        .rules()
        .flatMap(this::rules)
        .map(rules -> rules.comparison().same(one, other))
        .orElse(one.equals(other));
  }

  /** Whether a consumer is told about the field by the configuration that decides now. */
  boolean takes(String system) {
    return evidence
        .configurations()
        .newest()
        .rules()
        .flatMap(rules -> subscription(rules, system))
        .filter(it -> field.equals(FieldRules.EXISTS) || it.mapping().inputs().contains(field))
        .isPresent();
  }

  Optional<Subscription> subscription(Rules rules, String system) {
    return rules.subscriptions().getOrDefault(evidence.subject().entity(), List.of()).stream()
        .filter(it -> it.system().equals(system))
        .findFirst();
  }
}
