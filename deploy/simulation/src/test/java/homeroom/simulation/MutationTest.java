package homeroom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.authority.Authority;
import homeroom.authority.Canonical;
import homeroom.authority.Comparison;
import homeroom.authority.Dispute;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldState;
import homeroom.authority.FieldType;
import homeroom.authority.Provenance;
import homeroom.authority.RecentEvents;
import homeroom.authority.RecordState;
import homeroom.authority.SystemState;
import homeroom.planning.Decision;
import homeroom.planning.Effect;
import homeroom.planning.Input;
import homeroom.planning.Rules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Faults put into the decisions on purpose: a simulation that does not find them proves nothing.
 */
class MutationTest {

  private static final long STEPS = 60_000;

  @Test
  void shouldFindThatAChangeIsNotRepairedAfterARace() {
    Decider broken =
        (rules, state, input) -> {
          Decision decision =
              Decider.HUB.decide(rules, systems(state, it -> race(it, false)), input);
          return new Decision(systems(decision.next(), it -> race(it, false)), decision.effects());
        };

    assertThat(found(broken)).contains(Check.AGREEMENT);
  }

  @Test
  void shouldFindThatOnlyTheLatestRivalIsJudged() {
    Decider broken =
        (rules, state, input) ->
            input instanceof Input.Told told
                ? restored(
                    Decider.HUB.decide(rules, disguised(state, told.event().system()), input),
                    state)
                : Decider.HUB.decide(rules, state, input);

    // It takes three systems that change one field at once; not every seed finds it so soon.
    assertThat(
            LongStream.rangeClosed(8, 19)
                .anyMatch(
                    seed ->
                        new Simulator(broken, false)
                            .run(seed, STEPS)
                            .failed()
                            .contains(Check.AUTHORITY)))
        .isTrue();
  }

  @Test
  void shouldFindThatASystemIsWrittenToWithoutALook() {
    Decider broken =
        (rules, state, input) -> {
          Decision decision = Decider.HUB.decide(rules, state, input);
          return new Decision(
              decision.next(), decision.effects().stream().map(MutationTest::unlooked).toList());
        };

    assertThat(found(broken)).contains(Check.NO_EDIT_LOST);
  }

  private static Effect unlooked(Effect effect) {
    return effect instanceof Effect.Send send
        ? new Effect.Send(
            send.deliveryId(),
            send.system(),
            send.target(),
            send.operation(),
            send.payload(),
            send.changed(),
            send.settles(),
            send.creates(),
            send.remoteId(),
            send.version(),
            send.cause(),
            send.epoch(),
            send.validFrom())
        : effect;
  }

  @Test
  void shouldFindThatAClaimIsLostAtAReceipt() {
    Decider broken =
        (rules, state, input) -> {
          Decision decision = Decider.HUB.decide(rules, state, input);
          return input instanceof Input.Answered answered
              ? new Decision(unclaimed(decision.next(), answered.system()), decision.effects())
              : decision;
        };

    assertThat(found(broken)).containsAnyOf(Check.AGREEMENT, Check.NOTHING_OWED);
  }

  @Test
  void shouldFindThatAnEventIsForgottenOnceItIsRead() {
    Decider broken =
        (rules, state, input) ->
            Decider.HUB.decide(rules, systems(state, MutationTest::forgetful), input);

    assertThat(found(broken)).contains(Check.ONLY_EDITS);
  }

  @Test
  void shouldFindThatADeletionThatCrossedAChangeIsNoConflict() {
    Decider broken =
        (rules, state, input) -> {
          Decision decision = Decider.HUB.decide(rules, state, input);
          return new Decision(
              decision.next(),
              decision.effects().stream().filter(it -> !isAboutExistence(it)).toList());
        };

    assertThat(found(broken)).contains(Check.EXISTENCE);
  }

  @Test
  void shouldFindThatNobodyIsToldOfADeletion() {
    Decider broken =
        (rules, state, input) -> {
          Decision decision = Decider.HUB.decide(rules, state, input);
          return decision.next().exists()
              ? decision
              : new Decision(
                  systems(decision.next(), MutationTest::untold),
                  decision.effects().stream().filter(it -> !(it instanceof Effect.Send)).toList());
        };

    assertThat(found(broken)).contains(Check.AGREEMENT);
  }

  @Test
  void shouldFindThatAnyonesDeletionCounts() {
    Decider broken =
        (rules, state, input) ->
            Decider.HUB.decide(
                new Rules(
                    rules.configuration(),
                    Map.of("student", everybodyDeletes(rules)),
                    rules.subscriptions()),
                state,
                input);

    assertThat(found(broken)).contains(Check.AUTHORITY);
  }

  private static boolean isAboutExistence(Effect effect) {
    return effect instanceof Effect.Conflict conflict
        && conflict.ruling().field().equals(FieldRules.EXISTS);
  }

  private static SystemState untold(SystemState it) {
    return it.open().isEmpty() ? it : SystemState.unknown(it.system());
  }

  private static EntityRules everybodyDeletes(Rules rules) {
    Map<String, FieldRules> fields = new HashMap<>(rules.entities().get("student").fields());
    fields.put(
        FieldRules.EXISTS,
        new FieldRules(
            FieldRules.EXISTS,
            FieldType.FLAG,
            Optional.empty(),
            Comparison.EXACT,
            Stream.of("sis", "lms", "idp", "office").map(Authority::always).toList()));
    return new EntityRules("student", fields);
  }

  @Test
  void shouldFindNothingInTheHubItself() {
    assertThat(new Simulator(Decider.HUB, false).run(1, 1_000).first()).isEmpty();
  }

  /** What did not hold in any of the first runs that failed. */
  private static Set<Check> found(Decider broken) {
    Simulator.Outcome outcome = new Simulator(broken, false).run(1, STEPS);
    assertThat(outcome.first()).hasValueSatisfying(it -> assertThat(it.story()).isNotEmpty());
    return outcome.failed();
  }

  private static RecordState systems(RecordState state, UnaryOperator<SystemState> change) {
    return new RecordState(
        state.version(), state.fields(), state.systems().stream().map(change).toList());
  }

  private static RecordState fields(RecordState state, UnaryOperator<FieldState> change) {
    return new RecordState(
        state.version(), state.fields().stream().map(change).toList(), state.systems());
  }

  private static SystemState race(SystemState it, boolean raced) {
    return with(it, it.recent(), raced ? it.unseen() : OptionalLong.empty(), raced);
  }

  private static SystemState forgetful(SystemState it) {
    return with(it, RecentEvents.NONE, it.unseen(), it.repair());
  }

  private static SystemState with(
      SystemState it, RecentEvents recent, OptionalLong unseen, boolean repair) {
    return new SystemState(
        it.system(),
        it.version(),
        it.known(),
        it.held(),
        it.present(),
        it.confirmed(),
        it.remoteId(),
        it.open(),
        it.handed(),
        it.waitsFor(),
        it.met(),
        it.refused(),
        it.sequence(),
        recent,
        unseen,
        repair,
        it.epoch());
  }

  /** All but a field's newest value look as if the system itself had said them: no rivals. */
  private static RecordState disguised(RecordState state, String system) {
    return fields(
        state,
        field -> {
          List<Canonical> past = new java.util.ArrayList<>(field.past());
          for (int i = 1; i < past.size(); i++) {
            past.set(i, from(past.get(i), system));
          }
          return new FieldState(field.name(), past, field.dispute(), field.turns());
        });
  }

  private static Canonical from(Canonical it, String system) {
    Provenance was = it.provenance();
    return new Canonical(
        it.value(),
        it.version(),
        new Provenance(system, was.eventId(), was.rule(), was.configuration(), was.occurredAt()));
  }

  private static Decision restored(Decision decision, RecordState before) {
    RecordState next =
        fields(
            decision.next(),
            field ->
                new FieldState(
                    field.name(),
                    field.past().stream()
                        .map(
                            it ->
                                before
                                    .field(field.name())
                                    .flatMap(
                                        then ->
                                            then.past().stream()
                                                .filter(old -> old.version() == it.version())
                                                .findFirst())
                                    .orElse(it))
                        .toList(),
                    field.dispute(),
                    field.turns()));
    return new Decision(next, decision.effects());
  }

  private static RecordState unclaimed(RecordState state, String system) {
    return fields(
        state,
        field ->
            new FieldState(
                field.name(),
                field.past(),
                field.dispute().flatMap(dispute -> without(dispute, system)),
                field.turns()));
  }

  private static Optional<Dispute> without(Dispute it, String system) {
    List<Dispute.Claim> left =
        it.claims().stream().filter(claim -> !claim.system().equals(system)).toList();
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Dispute(
                it.id(),
                it.reason(),
                it.due(),
                it.base(),
                it.baseVersion(),
                it.rivals(),
                it.rule(),
                left));
  }
}
