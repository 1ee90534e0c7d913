package homeroom.authority;

import homeroom.api.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides, field by field, what an assertion means: a three-way comparison of what the system says,
 * what it was last known to hold, and what is true.
 *
 * <p>"Since they last agreed" is always counted in versions of the record, never in time, so that
 * clocks cannot pick a winner.
 */
public final class AuthorityEngine {

  private final EntityRules rules;
  private final String configuration;
  private final String name;

  /**
   * @param name the name of the record that is decided about
   */
  public AuthorityEngine(EntityRules rules, String configuration, String name) {
    this.name = name;
    this.rules = rules;
    this.configuration = configuration;
  }

  String configuration() {
    return configuration;
  }

  /** The id of a conflict, the same however often it is found. */
  String conflictId(String field, long baseVersion, String heldEvent, String arrivedEvent) {
    return Digests.name(name, field, Long.toString(baseVersion), heldEvent, arrivedEvent);
  }

  /** Decides an event and writes into the draft what follows from it. */
  public Judgement judge(RecordDraft record, Event event) {
    return judge(record, event, Asserted.of(rules, record.layout(), event));
  }

  /**
   * Decides an event and writes into the draft what follows from it.
   *
   * @param said what the event says of the record as it is before
   */
  public Judgement judge(RecordDraft record, Event event, Asserted said) {
    SystemDraft source = record.system(event.system());
    long id = Fingerprint.of(event.eventId());
    if (source.remembers(id)) {
      return new Judgement.Duplicate();
    }
    if (event.sequence().isPresent()) {
      long sequence = event.sequence().getAsLong();
      if (source.sequence().isPresent() && sequence <= source.sequence().getAsLong()) {
        return new Judgement.Stale();
      }
      source.sequence(sequence);
    }
    source.remember(id);
    boolean tookItAway = source.tookItAway();
    boolean isVoid = source.isVoid();
    List<Ruling> rulings = new ArrayList<>(said.size());
    long next = record.version() + 1;
    Circumstances circumstances = circumstances(record, event);
    // While nothing is on its way, what is as the system is known to hold it needs no judgement.
    boolean calm = !event.echo() && source.open().isEmpty() && source.handed().isEmpty();
    List<FieldJudge> all = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      Value asserted = said.value(i);
      if (asserted != null) {
        FieldRules field = said.rule(i);
        if (!calm || !isPlain(field) || !restates(source, said.place(i), field, asserted)) {
          all.add(new FieldJudge(record, source, event, circumstances, field, next, this));
          places.add(rulings.size());
        }
        rulings.add(new Ruling.Unchanged(field.name()));
      }
    }
    // Who is whose rival is found for all before anything is written.
    all.forEach(judge -> judge.meet(rivalsOfGroup(judge, all)));
    for (int i = 0; i < places.size(); i++) {
      rulings.set(places.get(i), all.get(i).rule());
    }
    insistOnExistence(all, places, rulings);
    settleAccepted(record, source, rulings, next);
    notePresence(record, source, event, tookItAway);
    noteFoundAgain(record, source, event, isVoid);
    noteOwnWrite(source, rulings);
    boolean crosses = doubtWhatCrosses(all);
    noteRace(source, contradicts(rulings) || crosses, showsLast(source, event));
    noteHandedOver(record, source, rulings);
    return new Judgement.Decided(rulings);
  }

  /** Whether anything is under way that brings something else than the event says. */
  private static boolean doubtWhatCrosses(List<FieldJudge> judges) {
    List<FieldJudge> crossing = new ArrayList<>();
    for (FieldJudge judge : judges) {
      if (judge.crosses()) {
        crossing.add(judge);
      }
    }
    crossing.forEach(FieldJudge::doubtReceipt);
    return !crossing.isEmpty();
  }

  /** Whoever changes a record that others deleted meanwhile says that it exists. */
  private static void insistOnExistence(
      List<FieldJudge> judges, List<Integer> places, List<Ruling> rulings) {
    for (int i = 0; i < places.size(); i++) {
      int place = places.get(i);
      if (rulings.get(place) instanceof Ruling.Unchanged unchanged
          && unchanged.field().equals(FieldRules.EXISTS)
          && rulings.stream().anyMatch(AuthorityEngine::changesAField)) {
        judges.get(i).insists().ifPresent(conflict -> rulings.set(place, conflict));
      }
    }
  }

  /** Whether what is said of it has no bearing on other fields. */
  private static boolean isPlain(FieldRules field) {
    return field.group().isEmpty() && !field.name().equals(FieldRules.EXISTS);
  }

  private static boolean restates(SystemDraft source, int place, FieldRules field, Value asserted) {
    return place >= 0 && source.holds(place, asserted, field.comparison());
  }

  private static boolean changesAField(Ruling ruling) {
    boolean merged = ruling instanceof Ruling.Merged;
    return (isAccepted(ruling) || merged) && !ruling.field().equals(FieldRules.EXISTS);
  }

  /** What others changed in the fields that are decided together with one, if it is one of such. */
  private static Optional<FieldJudge.Together> rivalsOfGroup(
      FieldJudge judge, List<FieldJudge> all) {
    if (judge.group().isEmpty()) {
      return Optional.empty();
    }
    List<FieldJudge> group =
        all.stream().filter(other -> other.group().equals(judge.group())).toList();
    return Optional.of(
        new FieldJudge.Together(
            group.stream().flatMap(one -> one.theirs().stream()).distinct().toList(),
            group.stream().anyMatch(FieldJudge::mine),
            group.stream().allMatch(FieldJudge::agrees)));
  }

  /** As they are before the event changes anything, so that its fields' order does not matter. */
  private Circumstances circumstances(RecordDraft record, Event event) {
    if (!rules.conditional()) {
      return Circumstances.at(event.occurredAt());
    }
    Map<String, Value> truth = new HashMap<>();
    for (int i = 0; i < record.size(); i++) {
      FieldState field = record.field(i);
      field.current().ifPresent(now -> truth.put(field.name(), now.value()));
    }
    return new Circumstances(event.occurredAt(), truth, event.fields(), event.system());
  }

  private static void settleAccepted(
      RecordDraft record, SystemDraft source, List<Ruling> rulings, long next) {
    FieldSet accepted = FieldSet.NONE;
    for (Ruling ruling : rulings) {
      if (isAccepted(ruling)) {
        accepted = accepted.with(record.indexOf(ruling.field()));
      }
    }
    if (!accepted.equals(FieldSet.NONE)) {
      source.settle(next, accepted);
    }
  }

  private static boolean isAccepted(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Accepted a -> true;
      case Ruling.Mismatched m -> m.won();
      case Ruling.Conflicted c -> c.won();
      case Ruling.Unchanged u -> false;
      case Ruling.Echoed e -> false;
      case Ruling.Converged c -> false;
      case Ruling.Unauthorised u -> false;
      case Ruling.Disputed d -> false;
      case Ruling.Merged m -> false;
    };
  }

  /** A system that speaks of a record has it; one that says it is gone does not. */
  private static void notePresence(
      RecordDraft record, SystemDraft source, Event event, boolean tookItAway) {
    Value exists = event.fields().get(FieldRules.EXISTS);
    if (exists == null) {
      return;
    }
    boolean there = exists.equals(Value.flag(true));
    if (!event.echo()) {
      source.present(there);
    } else if (there
        && tookItAway
        && source.holds(record.indexOf(FieldRules.EXISTS), exists, Comparison.EXACT)) {
      // What we wrote brought back a record that the system had taken away by itself.
      source.present(true);
    }
  }

  /** A system that is thought to have lost a deleted record shows that it was written there. */
  private static void noteFoundAgain(
      RecordDraft record, SystemDraft source, Event event, boolean isVoid) {
    boolean there = Value.flag(true).equals(event.fields().get(FieldRules.EXISTS));
    if (isVoid && event.echo() && there && !record.exists()) {
      source.repair(true);
    }
  }

  /** What was confirmed no longer describes what a system holds once it wrote by itself. */
  private static void noteOwnWrite(SystemDraft source, List<Ruling> rulings) {
    if (contradicts(rulings)) {
      source.confirmed(0);
    }
  }

  /**
   * A change that comes while a delivery is under way, or after one that was not seen to arrive,
   * may have been applied before it or after it. Nobody can tell, so the truth is sent once more.
   */
  private static void noteRace(SystemDraft source, boolean differs, boolean shown) {
    if (differs && (source.open().isPresent() || source.unseen().isPresent())) {
      source.repair(true);
    }
    // What only restates may have been said before the delivery arrived, and others after it.
    if (differs || shown) {
      source.unseen(OptionalLong.empty());
    }
  }

  /** Whether it is an echo, and not of a delivery before the one that was confirmed last. */
  private static boolean showsLast(SystemDraft source, Event event) {
    Optional<Long> write = event.delivery().flatMap(DeliveryIds::version);
    return event.echo()
        && write.stream().noneMatch(it -> it < source.unseen().orElse(Long.MIN_VALUE));
  }

  private static boolean contradicts(List<Ruling> rulings) {
    for (Ruling ruling : rulings) {
      if (!(ruling instanceof Ruling.Unchanged) && !(ruling instanceof Ruling.Echoed)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What was handed over is settled once the system shows all of it. If it shows something else, it
   * may still come to take in what lies there, so that the truth is handed over behind it.
   */
  private static void noteHandedOver(RecordDraft record, SystemDraft source, List<Ruling> rulings) {
    if (source.handed().isEmpty()) {
      return;
    }
    if (contradicts(rulings)) {
      source.repair(true);
      if (!source.handed().get().delete()) {
        forgetRefusedDeletion(source);
      }
    } else if (shown(source, source.handed().get())) {
      SystemState.Handed handed = source.handed().get();
      source.confirmed(holdsAll(record, source, handed) ? handed.payload() : 0);
      source.handed(Optional.empty());
      forgetRefusedDeletion(source);
    }
  }

  /** It refused to take away what it had before it took a file in. */
  private static void forgetRefusedDeletion(SystemDraft source) {
    if (source.refused().filter(SystemState.Refused::deletion).isPresent()) {
      source.refused(Optional.empty());
    }
  }

  private static boolean shown(SystemDraft source, SystemState.Handed handed) {
    for (int i = handed.settles().next(0); i >= 0; i = handed.settles().next(i + 1)) {
      Optional<Base> base = source.base(i);
      boolean other = source.differs(i) && base.get().version() <= handed.version();
      if (base.isEmpty() || base.get().version() < handed.version() || other) {
        return false;
      }
    }
    return true;
  }

  /** Whether it holds this and not what came later. */
  private static boolean holdsAll(
      RecordDraft record, SystemDraft source, SystemState.Handed handed) {
    for (int i = handed.settles().next(0); i >= 0; i = handed.settles().next(i + 1)) {
      Optional<Value> then = record.field(i).at(handed.version()).map(Canonical::value);
      if (!source.base(i).map(Base::value).equals(then)) {
        return false;
      }
    }
    return true;
  }
}
