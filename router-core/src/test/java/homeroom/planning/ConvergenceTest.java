package homeroom.planning;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Value;
import homeroom.authority.RecordState;
import homeroom.authority.SystemState;
import homeroom.planning.Simulation.Shape;
import homeroom.planning.Simulation.Step;
import homeroom.wire.States;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/**
 * Whatever people do, and in whatever order the network brings it: what must always hold of the
 * decisions. More runs: {@code mvn test -Djqwik.tries.default=20000}.
 */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class ConvergenceTest {

  @Property(seed = "1")
  void shouldBringEverySystemInStepOnceAllIsQuiet(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    Simulation district = new Simulation(shape).run(choices).quiet();

    for (Site site : district.sites()) {
      if (!refused(district, site)) {
        Map<String, Value> due = district.due(site);
        assertThat(site.holds(due.keySet())).as(site.name()).isEqualTo(due);
        assertThat(site.present()).as(site.name()).isTrue();
      }
    }
  }

  /** It refused what is due, or waits for a system that did. */
  private static boolean refused(Simulation district, Site site) {
    if (site.name().equals("lms") && !site.present()) {
      return refused(district, district.site("idp"));
    }
    long due = Payloads.digest(district.due(site));
    return district
        .state()
        .system(site.name())
        .flatMap(SystemState::refused)
        .filter(refused -> refused.payload() == due)
        .isPresent();
  }

  @Property(seed = "2")
  void shouldOweNothingAndWaitForNothingOnceAllIsQuiet(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    Simulation district = new Simulation(shape).run(choices).quiet();

    for (SystemState system : district.state().systems()) {
      assertThat(system.open()).as(system.system()).isEmpty();
      if (!refused(district, district.site(system.system()))) {
        assertThat(system.waitsFor()).as(system.system()).isEmpty();
      }
    }
  }

  @Property(seed = "3")
  void shouldTakeNothingForAChangeThatNobodyChanged(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    for (Step step : new Simulation(shape).run(choices).quiet().steps()) {
      step.only(Effect.Changed.class)
          .forEach(
              changed ->
                  assertThat(step.edited())
                      .as("%s", step)
                      .containsAll(withoutExistence(changed.after().keySet())));
    }
  }

  private static Set<String> withoutExistence(Set<String> fields) {
    Set<String> rest = new HashSet<>(fields);
    rest.remove("_exists");
    return rest;
  }

  @Property(seed = "4")
  void shouldFindNoConflictInWhatNobodyChanged(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    for (Step step : new Simulation(shape).run(choices).quiet().steps()) {
      step.only(Effect.Conflict.class)
          .forEach(
              conflict ->
                  assertThat(step.edited()).as("%s", step).contains(conflict.ruling().field()));
    }
  }

  @Property(seed = "5")
  void shouldDecideTheSameWheneverTheInputsAreTheSame(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    List<Step> once = new Simulation(shape).run(choices).quiet().steps();
    List<Step> twice = new Simulation(shape).run(choices).quiet().steps();

    assertThat(twice).isEqualTo(once);
  }

  @Property(seed = "6")
  void shouldSurviveBeingStoredAtEveryStep(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    for (Step step : new Simulation(shape).run(choices).quiet().steps()) {
      RecordState next = step.decision().next();
      assertThat(States.decode(States.encode(next))).isEqualTo(next);
    }
  }

  @Property(seed = "7")
  void shouldCountVersionsUpByOneAndNeverBack(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    for (Step step : new Simulation(shape).run(choices).quiet().steps()) {
      long version = step.decision().next().version();
      int changes = step.only(Effect.Changed.class).size();
      assertThat(version).isEqualTo(step.before().version() + changes);
      assertThat(changes).isLessThanOrEqualTo(1);
    }
  }

  @Property(seed = "8")
  void shouldNameEachConflictOnce(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    List<String> ids =
        new Simulation(shape)
            .run(choices).quiet().steps().stream()
                .flatMap(step -> step.only(Effect.Conflict.class).stream())
                .map(Effect.Conflict::conflictId)
                .toList();

    assertThat(ids).doesNotHaveDuplicates();
  }

  @Property(seed = "9")
  void shouldHaveOneDeliveryOpenAtMost(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    Map<String, String> open = new HashMap<>();
    for (Step step : new Simulation(shape).run(choices).quiet().steps()) {
      if (step.input() instanceof Input.Answered answered) {
        open.remove(answered.system(), answered.deliveryId());
      }
      for (Effect.Send send : step.only(Effect.Send.class)) {
        assertThat(open.put(send.system(), send.deliveryId())).as("%s", step).isNull();
      }
    }
  }

  @Property(seed = "10")
  void shouldSendTheTruthAndNeverLessThanWasConfirmed(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices)
      throws MappingFailure {
    Map<String, Long> sent = new HashMap<>();
    for (Step step : new Simulation(shape).run(choices).quiet().steps()) {
      Map<String, Value> truth = step.decision().next().values();
      for (Effect.Send send : step.only(Effect.Send.class)) {
        ConsumerMapping mapping = Simulation.subscription(send.system()).mapping();
        assertThat(send.payload()).isEqualTo(mapping.payload(Simulation.RECORD, truth));
        assertThat(send.version()).isGreaterThanOrEqualTo(sent.getOrDefault(send.system(), 0L));
        sent.put(send.system(), send.version());
      }
    }
  }

  @Property(seed = "11")
  void shouldNameEachDeliveryOnce(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    List<String> ids =
        new Simulation(shape)
            .run(choices).quiet().steps().stream()
                .flatMap(step -> step.only(Effect.Send.class).stream())
                .map(Effect.Send::deliveryId)
                .toList();

    assertThat(ids).doesNotHaveDuplicates();
  }

  @Property(seed = "12")
  void shouldChangeNothingThatIsAbsent(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    for (Step step : new Simulation(shape).run(choices).quiet().steps()) {
      Map<String, Value> before = new HashMap<>(step.before().values());
      Map<String, Value> after = new HashMap<>(step.decision().next().values());
      if (step.input() instanceof Input.Told told) {
        before.keySet().removeAll(told.event().fields().keySet());
        after.keySet().removeAll(told.event().fields().keySet());
      }
      assertThat(after).as("%s", step).isEqualTo(before);
    }
  }

  @Property(seed = "13")
  void shouldNotLetAStaleSnapshotRevertTheTruth(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    Simulation district = new Simulation(shape).run(choices).restateAll();
    RecordState before = district.state();
    district.restateAll();

    assertThat(district.state().values()).isEqualTo(before.values());
    assertThat(district.state().version()).isEqualTo(before.version());
    for (Site site : district.quiet().sites()) {
      if (!refused(district, site)) {
        Map<String, Value> due = district.due(site);
        assertThat(site.holds(due.keySet())).as(site.name()).isEqualTo(due);
      }
    }
  }

  @Property(seed = "14")
  void shouldEndWithTheHighestRankWhateverArrivesFirst(
      @ForAll("shapes") Shape shape,
      @ForAll("edits") List<Integer> edits,
      @ForAll("network") List<Integer> network) {
    Simulation district = new Simulation(shape.heeding()).quiet();
    Map<String, Value> truth = new HashMap<>(district.state().values());
    edits.forEach(district::edit);
    Map<String, Integer> ranks = new HashMap<>();
    for (Site site : district.sites()) {
      site.export();
      site.edits()
          .forEach(
              (field, value) -> {
                int rank = Simulation.rank(field, site.name());
                if (rank >= 0 && rank <= ranks.getOrDefault(field, rank)) {
                  ranks.put(field, rank);
                  truth.put(field, value);
                }
              });
    }
    district.run(network).quiet();

    assertThat(district.state().values()).isEqualTo(truth);
  }

  /** Numbers that edit. */
  @Provide
  Arbitrary<List<Integer>> edits() {
    return Arbitraries.integers().between(0, 5 * 60).list().ofMinSize(2).ofMaxSize(6);
  }

  /** Numbers that do anything but edit, refuse, import or undo. */
  @Provide
  Arbitrary<List<Integer>> network() {
    return Arbitraries.integers()
        .between(0, 5 * Simulation.ACTIONS - 1)
        .filter(choice -> !Simulation.PEOPLES.contains(choice / 5))
        .list()
        .ofMaxSize(80);
  }

  @Provide
  Arbitrary<Shape> shapes() {
    Arbitrary<Boolean> either = Arbitraries.of(false, true);
    return Combinators.combine(either, either, either, either, either, either)
        .as(
            (whole, named, marked, has, few, heedful) ->
                new Shape(whole, named, marked, has, few, heedful || whole));
  }

  @Provide
  Arbitrary<List<Integer>> choices() {
    return Arbitraries.integers()
        .between(0, 5 * Simulation.ACTIONS * 60)
        .list()
        .ofMinSize(0)
        .ofMaxSize(120);
  }
}
