package homeroom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Value;
import homeroom.authority.Asserted;
import homeroom.authority.AuthorityEngine;
import homeroom.authority.EntityRules;
import homeroom.authority.Event;
import homeroom.authority.Judgement;
import homeroom.authority.RecordDraft;
import homeroom.authority.RecordState;
import homeroom.authority.Restatement;
import homeroom.authority.Ruling;
import homeroom.authority.SystemState;
import homeroom.planning.Decision;
import homeroom.planning.Effect;
import homeroom.planning.Input;
import homeroom.planning.KeyInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** What must hold of the decisions, whatever people do and in whatever order it arrives. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class PropertiesTest {

  private static final List<Integer> NETWORK =
      IntStream.range(0, Simulation.CHOICES)
          .filter(choice -> !Simulation.PEOPLES.contains(choice / 5 % Simulation.ACTIONS))
          .boxed()
          .toList();

  @Property(seed = "1")
  void shouldBringEverySystemInStepOnceAllIsQuietP1(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    assertThat(found(shape, choices))
        .doesNotContain(Check.AGREEMENT, Check.REST, Check.NOTHING_OWED);
  }

  @Property(seed = "2")
  void shouldEndWithTheHighestRankWhateverArrivesFirstP2(
      @ForAll("shapes") Shape shape,
      @ForAll("choices") List<Integer> edits,
      @ForAll("network") List<Integer> network) {
    Simulation district = new Simulation(shape.heeding()).quiet();
    Map<String, Value> truth = new HashMap<>(district.state().values());
    edits.stream().limit(6).forEach(district::edit);
    Map<String, Integer> ranks = new HashMap<>();
    for (Site site : district.sites()) {
      site.edits()
          .forEach(
              (field, value) -> {
                int rank = School.rank(district.rules(), field, site.name());
                if (rank >= 0 && rank <= ranks.getOrDefault(field, rank)) {
                  ranks.put(field, rank);
                  truth.put(field, value);
                }
              });
    }
    Map<String, Value> ended = new HashMap<>(district.run(network).quiet().state().values());
    ended.keySet().retainAll(School.RANKED);
    truth.keySet().retainAll(School.RANKED);

    assertThat(ended).isEqualTo(truth);
  }

  @Property(seed = "3")
  void shouldTakeNoWriteOfOursForAChangeP3(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    assertThat(found(shape, choices)).doesNotContain(Check.ONLY_EDITS, Check.CONFLICT_ONCE);
  }

  @Property(seed = "4")
  void shouldChangeNoSystemWhenTheLastOfEachIsReplayedP4(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    Simulation district = new Simulation(shape).run(choices).quiet();
    List<Input> last = new ArrayList<>();
    for (Site site : district.sites()) {
      List<Step> told =
          district.steps().stream()
              .filter(step -> !step.lost() && from(step.input(), site.name()))
              .toList();
      told.subList(Math.max(0, told.size() - 3), told.size())
          .forEach(step -> last.add(step.input()));
    }
    RecordState state = district.state();
    for (int times = 0; times < 3; times++) {
      for (Input input : last) {
        Decision again = Decider.HUB.decide(district.rules(), state, input);
        assertThat(again.effects())
            .as("%s", input)
            .allMatch(effect -> effect instanceof Effect.Moved);
        state = again.next();
      }
    }
    assertThat(state).isEqualTo(district.state());
  }

  @Property(seed = "10")
  void shouldSendNothingThatIsNotOwedHoweverOftenAWindowIsReplayed(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    Simulation district = new Simulation(shape).run(choices).neverCrash().quiet();
    for (Site site : district.sites()) {
      boolean refused = new Due(district).refused(site) || refusedLast(district, site);
      int before = district.steps().size();
      district.replay(site.name());
      if (!refused) {
        assertThat(sent(district, before)).as(site.name()).isEmpty();
      }
    }
    // What was refused is accepted now.
    district.quiet();
    Map<String, Value> truth = district.state().values();
    Map<String, Map<String, Value>> held = held(district);
    int before = district.steps().size();
    for (int times = 0; times < 3; times++) {
      district.sites().forEach(site -> district.replay(site.name()));
    }

    assertThat(sent(district, before)).isEmpty();
    assertThat(conflicts(district, before)).isEmpty();
    assertThat(district.quiet().state().values()).isEqualTo(truth);
    assertThat(held(district)).isEqualTo(held);
  }

  /** As far as the hub knows; the system may have taken in an older file since. */
  private static boolean refusedLast(Simulation district, Site site) {
    return district.state().system(site.name()).flatMap(SystemState::refused).isPresent();
  }

  @Property(seed = "11")
  void shouldTellASystemOnceMoreAndNoMoreOnceWhatItConfirmedIsVoid(
      @ForAll("shapes") Shape shape,
      @ForAll("choices") List<Integer> choices,
      @ForAll boolean gone) {
    Simulation district = new Simulation(shape).run(choices).neverCrash().quiet();
    district.sites().forEach(site -> district.replay(site.name()));
    Map<String, Value> truth = district.quiet().state().values();
    Map<String, Map<String, Value>> held = heldButLeft(district);
    int before = district.steps().size();
    for (int times = 0; times < 2; times++) {
      district.sites().forEach(site -> district.voids(site.name(), 1, gone));
      district.sites().forEach(site -> district.replay(site.name()));
      district.quiet();
    }

    assertThat(sent(district, before)).doesNotHaveDuplicates();
    assertThat(conflicts(district, before)).isEmpty();
    assertThat(district.state().values()).isEqualTo(truth);
    assertThat(heldButLeft(district)).isEqualTo(held);
  }

  @Property(seed = "12")
  void shouldBringEverySystemInStepWhateverIsUnderWayWhenItsWordIsVoid(
      @ForAll("shapes") Shape shape,
      @ForAll("choices") List<Integer> before,
      @ForAll("network") List<Integer> after,
      @ForAll boolean gone) {
    Simulation district = new Simulation(shape).run(before);
    district.sites().forEach(site -> district.voids(site.name(), 1, gone));
    district.sites().forEach(site -> district.replay(site.name()));
    district.run(after).quiet();

    assertThat(Verdict.of(district))
        .extracting(Finding::check)
        .doesNotContain(Check.AGREEMENT, Check.REST, Check.NOTHING_OWED);
  }

  /** The systems that were told something since. */
  private static List<String> sent(Simulation district, int before) {
    return since(district, before).stream()
        .flatMap(step -> step.only(Effect.Send.class).stream())
        .map(Effect.Send::system)
        .toList();
  }

  private static List<Effect.Conflict> conflicts(Simulation district, int before) {
    return since(district, before).stream()
        .flatMap(step -> step.only(Effect.Conflict.class).stream())
        .toList();
  }

  private static List<Step> since(Simulation district, int before) {
    return district.steps().subList(before, district.steps().size());
  }

  private static Map<String, Map<String, Value>> held(Simulation district) {
    Map<String, Map<String, Value>> held = new HashMap<>();
    for (Site site : district.sites()) {
      held.put(site.name(), site.holds(Set.copyOf(School.TAKES.get(site.name()))));
    }
    return held;
  }

  /** A value that a system was left alone with counts no more than what it confirmed. */
  private static Map<String, Map<String, Value>> heldButLeft(Simulation district) {
    Map<String, Map<String, Value>> held = new HashMap<>();
    for (Site site : district.sites()) {
      Set<String> fields = new HashSet<>(School.TAKES.get(site.name()));
      fields.remove(School.LEFT);
      held.put(site.name(), site.holds(fields));
    }
    return held;
  }

  private static boolean from(Input input, String system) {
    return switch (input) {
      case Input.Told told -> told.event().system().equals(system);
      case Input.Answered answered -> answered.system().equals(system);
      case Input.ParentArrived arrived -> false;
      case Input.ParentLeaving leaving -> false;
      case Input.ChildrenLeft left -> false;
      case Input.BoundaryPassed boundary -> false;
      case Input.Resolved resolved -> false;
      case Input.Reconsidered reconsidered -> false;
      case Input.Reissued reissued -> false;
      case Input.Voided voided -> false;
      case KeyInput key -> false;
    };
  }

  @Property(seed = "5")
  void shouldChangeNothingThatIsAbsentAndClearOnlyWhereAllowedP5(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    Simulation district = new Simulation(shape).run(choices).quiet();
    for (Step step : district.steps()) {
      if (step.input() instanceof Input.Told told) {
        for (Effect.Changed changed : step.only(Effect.Changed.class)) {
          assertThat(told.event().fields().keySet()).containsAll(changed.after().keySet());
        }
      }
    }
    assertThat(Verdict.of(district)).extracting(Finding::check).doesNotContain(Check.AUTHORITY);
  }

  @Property(seed = "6")
  void shouldComeToTheSameWithAndWithoutCrashesP6(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    Simulation crashing = new Simulation(shape).run(choices).quiet();
    Simulation steady = new Simulation(shape).neverCrash().run(choices).quiet();

    assertThat(crashing.state()).isEqualTo(steady.state());
    for (Site site : steady.sites()) {
      Set<String> all = Set.copyOf(School.TAKES.get(site.name()));
      assertThat(crashing.site(site.name()).holds(all)).isEqualTo(site.holds(all));
    }
  }

  @Property(seed = "7")
  void shouldNotLetAStaleSnapshotRevertTheTruthP7(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    Simulation district = new Simulation(shape.heeding()).run(choices).restateAll();
    RecordState before = district.state();
    district.restateAll();

    assertThat(district.state().values()).isEqualTo(before.values());
    assertThat(district.state().version()).isEqualTo(before.version());
  }

  @Property(seed = "8")
  void shouldDecideTheSameWheneverTheInputsAreTheSameP8(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    for (Step step : new Simulation(shape).run(choices).quiet().steps()) {
      assertThat(Decider.HUB.decide(step.rules(), step.before(), step.input()))
          .isEqualTo(step.decision());
    }
  }

  @Property(seed = "9")
  void shouldMakeTheSameOfARestatementAsACloserLookDoes(
      @ForAll("shapes") Shape shape, @ForAll("choices") List<Integer> choices) {
    Simulation district = new Simulation(shape).run(choices).quiet().restateAll();

    for (Step step : district.steps()) {
      EntityRules rules = step.rules().entities().get(School.RECORD.entity());
      if (step.input() instanceof Input.Told told) {
        Asserted said = Asserted.of(rules, step.before(), told.event());
        Restatement.of(rules, step.before(), told.event(), said)
            .ifPresent(restated -> isWhatACloserLookSees(restated, rules, step, told.event()));
      }
    }
  }

  private static void isWhatACloserLookSees(
      Restatement restated, EntityRules rules, Step step, Event event) {
    RecordDraft draft = new RecordDraft(step.before());
    Judgement closer = new AuthorityEngine(rules, "c", "r").judge(draft, event);

    assertThat(closer)
        .isInstanceOfSatisfying(
            Judgement.Decided.class,
            decided ->
                assertThat(decided.rulings())
                    .allMatch(ruling -> ruling instanceof Ruling.Unchanged)
                    .extracting(Ruling::field)
                    .isEqualTo(restated.fields()));
    assertThat(draft.freeze()).isEqualTo(restated.next());
  }

  private static List<Check> found(Shape shape, List<Integer> choices) {
    Simulation district = new Simulation(shape).run(choices).quiet();
    return Verdict.of(district).stream().map(Finding::check).toList();
  }

  @Provide
  Arbitrary<Shape> shapes() {
    return Arbitraries.longs().map(seed -> Shape.any(new SplittableRandom(seed)));
  }

  @Provide
  Arbitrary<List<Integer>> choices() {
    return Arbitraries.integers().between(0, Simulation.CHOICES - 1).list().ofMaxSize(120);
  }

  /** Numbers that do anything but what people do. */
  @Provide
  Arbitrary<List<Integer>> network() {
    return Arbitraries.of(NETWORK).list().ofMaxSize(80);
  }
}
