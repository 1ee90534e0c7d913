package homeroom.audit.explain;

import homeroom.api.Value;
import homeroom.audit.FieldEntry;
import homeroom.audit.Holding;
import homeroom.audit.HoldingState;
import homeroom.audit.explain.Explanation.Assertion;
import homeroom.audit.explain.Explanation.Carried;
import homeroom.audit.explain.Explanation.Ended;
import homeroom.audit.explain.Explanation.Standing;
import homeroom.audit.explain.Explanation.Standing.How;
import homeroom.authority.FieldRules;
import homeroom.schema.DeliveryOperation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Follows a field through what systems said and what they confirmed, in the order in which that
 * arrived, to what each of them is known to hold.
 */
final class Standings {

  /** What says nothing about what its system holds now. */
  private static final Set<String> PASSED_OVER = Set.of("DUPLICATE", "STALE");

  private enum Kind {
    SAID,
    ENDED,
    SENT
  }

  private record Step(Instant at, Kind kind, Runnable what) {}

  private record Belief(Optional<Value> value, How how, Instant since) {}

  private final FieldStory story;
  private final Telling telling;
  private final Map<String, Belief> beliefs = new TreeMap<>();
  private final List<Carried> carried = new ArrayList<>();

  Standings(FieldStory story, List<Assertion> assertions) {
    this.story = story;
    telling = new Telling(story);
    List<Step> steps = new ArrayList<>();
    assertions.forEach(it -> steps.add(new Step(it.arrivedAt(), Kind.SAID, () -> said(it))));
    for (SentDeliveries.Sent sent : new SentDeliveries(story.evidence()).all()) {
      if (concerns(sent)) {
        Instant at = sent.at().orElse(sent.last());
        steps.add(new Step(at, Kind.SENT, () -> sent(sent)));
        sent.ended()
            .filter(Ended::done)
            .ifPresent(it -> steps.add(new Step(it.at(), Kind.ENDED, () -> confirmed(sent, it))));
      }
    }
    steps.sort(Comparator.comparing(Step::at).thenComparing(Step::kind));
    steps.forEach(step -> step.what().run());
  }

  List<Carried> carried() {
    return carried;
  }

  private boolean concerns(SentDeliveries.Sent sent) {
    return sent.order()
        .map(
            order ->
                order.getSettles().contains(story.field())
                    || order.getOperation() == DeliveryOperation.DELETE)
        .orElseGet(() -> story.takes(sent.system()));
  }

  private void said(Assertion assertion) {
    boolean counts = assertion.decision().filter(PASSED_OVER::contains).isEmpty();
    if (counts && assertion.value().isPresent()) {
      How how = assertion.decision().filter("ECHO"::equals).isPresent() ? How.SHOWN : How.SAID;
      believe(assertion.system(), new Belief(assertion.value(), how, assertion.arrivedAt()));
    }
  }

  /** What is said or confirmed again has been held since the first time. */
  private void believe(String system, Belief belief) {
    Belief before = beliefs.get(system);
    if (before == null || !before.value().equals(belief.value())) {
      beliefs.put(system, belief);
    }
  }

  private void sent(SentDeliveries.Sent sent) {
    boolean delete = deletes(sent);
    Optional<Value> value = delete ? Optional.empty() : brought(sent);
    Optional<Value> before = Optional.ofNullable(beliefs.get(sent.system())).flatMap(Belief::value);
    boolean repeated =
        value.isPresent() && before.filter(it -> story.same(it, value.get())).isPresent();
    carried.add(
        new Carried(
            sent.system(),
            sent.id(),
            sent.at(),
            sent.version(),
            delete,
            value,
            sent.order().filter(_ -> !repeated).map(telling::as).orElse(Map.of()),
            repeated,
            sent.order().isPresent(),
            sent.ended()));
  }

  /** What is in the log lies after all that was cut from it; what is not may lie before. */
  private Optional<Value> brought(SentDeliveries.Sent sent) {
    return sent.order().isPresent()
        ? story.history().at(sent.version())
        : story.history().certainAt(sent.version());
  }

  private static boolean deletes(SentDeliveries.Sent sent) {
    return sent.order()
        .map(order -> order.getOperation() == DeliveryOperation.DELETE)
        .orElse(sent.ended().filter(it -> it.result().equals("DELETED")).isPresent());
  }

  private void confirmed(SentDeliveries.Sent sent, Ended ended) {
    Optional<Value> value = brought(sent);
    How how = sent.order().isPresent() ? How.CONFIRMED : How.CONCLUDED;
    if (deletes(sent)) {
      believe(sent.system(), new Belief(Optional.empty(), How.GONE, ended.at()));
    } else if (value.isPresent()) {
      believe(sent.system(), new Belief(value, how, ended.at()));
    }
  }

  /** By the systems' names. */
  List<Standing> all() {
    Map<String, Holding> holdings = new TreeMap<>();
    story.evidence().holdings().forEach(it -> holdings.put(it.system(), it));
    Set<String> systems = new TreeSet<>(beliefs.keySet());
    holdings.keySet().stream().filter(story::takes).forEach(systems::add);
    return systems.stream()
        .map(system -> standing(system, Optional.ofNullable(holdings.get(system))))
        .filter(standing -> standing.how() != How.UNKNOWN || story.golden().isPresent())
        .toList();
  }

  private Standing standing(String system, Optional<Holding> holding) {
    Optional<Belief> belief =
        Optional.ofNullable(beliefs.get(system)).or(() -> holding.flatMap(this::concluded));
    Optional<Value> truth = story.golden().map(StoredValue::of);
    boolean same =
        belief
            .flatMap(Belief::value)
            .filter(held -> story.same(held, truth.orElse(Value.NULL)))
            .isPresent();
    return new Standing(
        system,
        belief.flatMap(Belief::value),
        belief.map(Belief::how).orElse(How.UNKNOWN),
        belief.map(Belief::since),
        same,
        story.takes(system),
        holding);
  }

  /** A system that is in step with a version that came after the field's last change holds it. */
  private Optional<Belief> concluded(Holding holding) {
    boolean there =
        holding.state() == HoldingState.IN_STEP
            && holding.effect().filter("DELETED"::equals).isEmpty();
    Optional<FieldEntry> golden =
        story
            .golden()
            .filter(it -> there && holding.version() >= it.version())
            .filter(it -> !it.name().equals(FieldRules.EXISTS) || it.value().equals("true"));
    return golden.map(
        it -> new Belief(Optional.of(StoredValue.of(it)), How.CONCLUDED, holding.since()));
  }
}
