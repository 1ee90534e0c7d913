package homeroom.authority;

import homeroom.api.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

  public AuthorityEngine(EntityRules rules, String configuration) {
    this.rules = rules;
    this.configuration = configuration;
  }

  /** Decides an event and writes into the draft what follows from it. */
  public Judgement judge(RecordDraft record, Event event) {
    SystemDraft source = record.system(event.system());
    long id = Digests.of(event.eventId());
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
    List<Ruling> rulings = new ArrayList<>();
    long next = record.version() + 1;
    Map<String, Value> ordered = new TreeMap<>(event.fields());
    ordered.forEach(
        (name, value) -> {
          FieldRules field = rules.fields().get(name);
          if (field != null) {
            rulings.add(new FieldJudge(record, source, event, field, next).rule(value));
          }
        });
    settleAccepted(record, source, rulings, next);
    notePresence(source, event);
    noteOwnWrite(source, rulings);
    noteRace(source, rulings);
    noteHandedOver(source, rulings);
    return new Judgement.Decided(rulings);
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
    };
  }

  /** A system that speaks of a record has it; one that says it is gone does not. */
  private static void notePresence(SystemDraft source, Event event) {
    Value exists = event.fields().get(FieldRules.EXISTS);
    if (exists == null || event.echo()) {
      return;
    }
    source.present(exists.equals(Value.flag(true)));
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
  private static void noteRace(SystemDraft source, List<Ruling> rulings) {
    if (contradicts(rulings) && (source.open().isPresent() || source.unseen())) {
      source.repair(true);
    }
    source.unseen(false);
  }

  private static boolean contradicts(List<Ruling> rulings) {
    return rulings.stream()
        .anyMatch(
            ruling -> !(ruling instanceof Ruling.Unchanged) && !(ruling instanceof Ruling.Echoed));
  }

  /** What was handed over is settled once the system shows all of it, and void once it differs. */
  private static void noteHandedOver(SystemDraft source, List<Ruling> rulings) {
    if (source.handed().isEmpty()) {
      return;
    }
    if (contradicts(rulings)) {
      source.handed(Optional.empty());
    } else if (shown(source, source.handed().get())) {
      source.confirmed(source.handed().get().payload());
      source.handed(Optional.empty());
    }
  }

  private static boolean shown(SystemDraft source, SystemState.Handed handed) {
    for (int i = handed.settles().next(0); i >= 0; i = handed.settles().next(i + 1)) {
      Optional<Base> base = source.base(i);
      if (base.isEmpty() || base.get().version() < handed.version()) {
        return false;
      }
    }
    return true;
  }

  /** The rules of one field, applied to one assertion. */
  private final class FieldJudge {
    private final RecordDraft record;
    private final SystemDraft source;
    private final Event event;
    private final FieldRules field;
    private final int index;
    private final long next;

    FieldJudge(RecordDraft record, SystemDraft source, Event event, FieldRules field, long next) {
      this.record = record;
      this.source = source;
      this.event = event;
      this.field = field;
      this.next = next;
      index = record.indexOrNew(field.name());
    }

    Ruling rule(Value asserted) {
      if (event.echo()) {
        return echoed(asserted);
      }
      Optional<Base> base = source.base(index);
      Optional<Long> handed = handedOver(asserted);
      if (handed.isEmpty() && base.filter(it -> same(asserted, it.value())).isPresent()) {
        return new Ruling.Unchanged(field.name());
      }
      Optional<Long> ours = handed.or(() -> onItsWay(asserted)).or(() -> handedEarlier(asserted));
      if (ours.isPresent()) {
        source.settle(ours.get(), FieldSet.NONE.with(index));
        return new Ruling.Unchanged(field.name());
      }
      return base.isEmpty() ? firstContact(asserted) : changed(asserted, base.get());
    }

    /** The version that was handed over last, if that is what the system shows. */
    private Optional<Long> handedOver(Value asserted) {
      return source
          .handed()
          .filter(handed -> handed.settles().contains(index))
          .map(SystemState.Handed::version)
          .filter(version -> heldThen(version, asserted));
    }

    /** A system that tells whole rows shows a write of ours before it confirms it. */
    private Optional<Long> onItsWay(Value asserted) {
      return source
          .open()
          .filter(open -> open.settles().contains(index))
          .map(SystemState.Open::version)
          .filter(version -> heldThen(version, asserted));
    }

    /** Of several files that were handed over, the system may have taken in the older ones only. */
    private Optional<Long> handedEarlier(Value asserted) {
      long newest = source.handed().map(SystemState.Handed::version).orElse(0L);
      return source.base(index).stream()
          .flatMap(base -> record.field(index).since(base.version()).stream())
          .filter(then -> then.version() <= newest && same(then.value(), asserted))
          .map(Canonical::version)
          .findFirst();
    }

    private Ruling changed(Value asserted, Base base) {
      Optional<Canonical> current = record.field(index).current();
      boolean theirs =
          current
              .map(now -> now.version() > base.version() && !same(now.value(), base.value()))
              .orElse(false);
      if (!theirs || rivals(base).isEmpty()) {
        return authorised() ? accept(asserted) : refuse(asserted, base.version());
      }
      if (same(asserted, current.get().value())) {
        source.settle(record.version(), FieldSet.NONE.with(index));
        return new Ruling.Converged(field.name());
      }
      return conflict(asserted, base, current.get());
    }

    private Ruling firstContact(Value asserted) {
      Optional<Canonical> current = record.field(index).current();
      if (current.isEmpty() && asserted.isNull()) {
        // Clearing what never had a value makes no truth.
        source.hold(index, asserted, 0, false);
        return new Ruling.Unchanged(field.name());
      }
      if (current.isEmpty()) {
        return authorised() ? accept(asserted) : refuse(asserted, 0);
      }
      if (same(asserted, current.get().value())) {
        adopt(asserted, current.get());
        return new Ruling.Unchanged(field.name());
      }
      boolean won = outranks(List.of(current.get().provenance().system()));
      if (won) {
        write(asserted);
      } else {
        source.hold(index, asserted, 0, false);
      }
      return new Ruling.Mismatched(
          field.name(), current.map(Canonical::value), asserted, won, ruleNow());
    }

    private void adopt(Value asserted, Canonical current) {
      source.settle(record.version(), FieldSet.NONE.with(index));
      if (!asserted.equals(current.value())) {
        source.hold(index, asserted, record.version(), true);
      }
    }

    private Ruling conflict(Value asserted, Base base, Canonical current) {
      List<String> rivals = rivals(base);
      boolean won = outranks(rivals);
      if (won) {
        write(asserted);
      } else {
        source.hold(index, asserted, base.version(), false);
      }
      return new Ruling.Conflicted(
          field.name(),
          base.value(),
          base.version(),
          current,
          asserted,
          event.occurredAt(),
          rivals,
          won,
          ruleNow());
    }

    /** The others whose changes were accepted since; a system is no rival of its own. */
    private List<String> rivals(Base base) {
      return record.field(index).since(base.version()).stream()
          .map(one -> one.provenance().system())
          .filter(system -> !system.equals(event.system()))
          .distinct()
          .toList();
    }

    private Ruling accept(Value asserted) {
      Optional<Value> before = record.field(index).current().map(Canonical::value);
      write(asserted);
      return new Ruling.Accepted(field.name(), before, asserted, ruleNow());
    }

    private Ruling refuse(Value asserted, long version) {
      source.hold(index, asserted, version, false);
      return new Ruling.Unauthorised(field.name(), ruleNow());
    }

    private void write(Value asserted) {
      record.accept(
          index,
          asserted,
          next,
          new Provenance(
              event.system(), event.eventId(), ruleNow(), configuration, event.occurredAt()));
    }

    /**
     * Our own write came back. It shows which of our writes the system applied last, so it counts
     * even when that delivery was confirmed long ago.
     */
    private Ruling echoed(Value asserted) {
      Optional<Long> version = versionOf(asserted);
      if (version.isPresent()) {
        source.settle(version.get(), FieldSet.NONE.with(index));
      } else if (source.base(index).filter(base -> same(base.value(), asserted)).isEmpty()) {
        rewritten(asserted);
      }
      return new Ruling.Echoed(field.name());
    }

    /**
     * Neither what was sent nor what it is known to hold: its own form of it, or long overtaken.
     */
    private void rewritten(Value asserted) {
      Optional<Long> sent =
          event
              .delivery()
              .flatMap(DeliveryIds::version)
              .or(() -> source.open().map(SystemState.Open::version))
              .or(() -> source.unseen() ? Optional.of(source.version()) : Optional.empty());
      boolean form = sent.filter(this::broughtTheTruth).isPresent();
      source.hold(index, asserted, sent.orElse(source.version()), form);
    }

    /** Whether a delivery of this version brought what is true now, and somebody else had said. */
    private boolean broughtTheTruth(long version) {
      return record
          .field(index)
          .current()
          .filter(now -> now.version() <= version)
          .filter(now -> !now.provenance().system().equals(event.system()))
          .isPresent();
    }

    private Optional<Long> versionOf(Value asserted) {
      Optional<Long> named = event.delivery().flatMap(DeliveryIds::version);
      if (named.isPresent()) {
        return named.filter(version -> heldThen(version, asserted));
      }
      Optional<Long> open = source.open().map(SystemState.Open::version);
      if (open.filter(version -> heldThen(version, asserted)).isPresent()) {
        return open;
      }
      if (source.base(index).filter(base -> same(base.value(), asserted)).isPresent()) {
        return Optional.empty();
      }
      return record.field(index).past().stream()
          .filter(then -> same(then.value(), asserted))
          .map(Canonical::version)
          .findFirst();
    }

    private boolean heldThen(long version, Value asserted) {
      return record
          .field(index)
          .at(version)
          .map(then -> same(then.value(), asserted))
          .orElse(false);
    }

    private boolean authorised() {
      return field.mayWrite(event.system(), event.occurredAt());
    }

    private boolean outranks(List<String> rivals) {
      Instant at = event.occurredAt();
      int rank = field.rank(event.system(), at);
      return authorised() && rivals.stream().allMatch(rival -> rank < field.rank(rival, at));
    }

    private String ruleNow() {
      return field.ruleAt(event.occurredAt());
    }

    private boolean same(Value one, Value other) {
      return field.comparison().same(one, other);
    }
  }
}
