package homeroom.authority;

import homeroom.api.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rules of one field, applied to one assertion. */
final class FieldJudge {
  /**
   * The fields of one group that an event speaks of.
   *
   * @param rivals what others said of any of them since
   * @param mine whether the system changed any of them
   * @param agree whether all are as the truth has them
   */
  record Together(List<Canonical> rivals, boolean mine, boolean agree) {
    boolean conflict() {
      return mine && !agree && !rivals.isEmpty();
    }
  }

  private final RecordDraft record;
  private final SystemDraft source;
  private final Event event;
  private final Circumstances circumstances;
  private final FieldRules field;
  private final int index;
  private final long next;
  private final Value asserted;
  private final AuthorityEngine engine;
  private final OwnWrites ours;
  private final Presence presence;
  private Optional<Together> together = Optional.empty();

  FieldJudge(
      RecordDraft record,
      SystemDraft source,
      Event event,
      Circumstances circumstances,
      FieldRules field,
      long next,
      AuthorityEngine engine) {
    this.record = record;
    this.source = source;
    this.event = event;
    this.circumstances = circumstances;
    this.field = field;
    this.next = next;
    this.engine = engine;
    index = record.indexOrNew(field.name());
    asserted = event.fields().get(field.name());
    ours = new OwnWrites(record, source, field.comparison(), index, asserted);
    presence = new Presence(record, source, event, field, index);
  }

  Optional<String> group() {
    return field.group();
  }

  void meet(Optional<Together> group) {
    together = group;
  }

  /** Whether the system says something else than it was known to hold or was told. */
  boolean mine() {
    Optional<Base> base = source.base(index);
    return base.isPresent()
        && !same(asserted, base.get().value())
        && ours.lastFile().or(ours::delivered).or(ours::olderFile).isEmpty();
  }

  boolean agrees() {
    return record.field(index).current().filter(now -> same(asserted, now.value())).isPresent();
  }

  /** What others said since, if the truth is another one by that. */
  List<Canonical> theirs() {
    Optional<Base> base = source.base(index);
    Optional<Canonical> current = record.field(index).current();
    boolean changed =
        base.isPresent()
            && current.isPresent()
            && current.get().version() > base.get().version()
            && !same(current.get().value(), base.get().value());
    if (changed) {
      return rivals(base.get());
    }
    return presence.notYetSeen();
  }

  /** A conflict with those who changed the field, though the system only restates it. */
  Optional<Ruling> insists() {
    List<Canonical> rivals = theirs();
    return rivals.isEmpty()
        ? Optional.empty()
        : Optional.of(
            conflict(
                source.base(index).orElseThrow(),
                record.field(index).current().orElseThrow(),
                rivals));
  }

  Ruling rule() {
    if (event.echo()) {
      return echoed();
    }
    Optional<Base> base = source.base(index);
    if (base.isPresent() && together.filter(Together::conflict).isPresent()) {
      return decidedTogether(base.get());
    }
    Optional<Long> lastFile = ours.lastFile();
    if (lastFile.isEmpty() && ours.isHeld()) {
      return new Ruling.Unchanged(field.name());
    }
    Optional<Long> write =
        lastFile.or(this::lateFile).or(ours::delivered).or(presence::broughtBack);
    if (write.isPresent()) {
      shows(write.get());
      return new Ruling.Unchanged(field.name());
    }
    return base.isEmpty() ? firstContact() : changed(base.get());
  }

  /** Nobody can tell whether that delivery came before what the system says or after it. */
  void doubtReceipt() {
    source.doubt(index);
    if (presence.takesAway()) {
      source.bringsAll(index);
    }
  }

  /** An older file was taken in, or a person chose what stood in it; the truth goes behind it. */
  private Optional<Long> lateFile() {
    Optional<Long> older = ours.olderFile();
    if (older.isPresent()) {
      source.repair(true);
    }
    return older;
  }

  /** Whether a delivery is under way that brings something else than the system says. */
  boolean crosses() {
    return !event.echo() && (ours.cross() || presence.crosses());
  }

  private Ruling changed(Base base) {
    Optional<Canonical> current = record.field(index).current();
    if (agrees()) {
      adopt(current.get());
      if (source.unseen().isEmpty()) {
        withdraw();
      }
      return new Ruling.Converged(field.name());
    }
    Optional<Dispute> open = record.field(index).dispute();
    if (open.isPresent() && current.isPresent() && authorised()) {
      return claim(open.get(), false, current.get(), base.version());
    }
    List<Canonical> rivals = theirs();
    if (rivals.isEmpty()) {
      return mayReplace(current) ? accept() : refuse(base.version());
    }
    Optional<Value> merged = merged(base, current.get());
    return merged.isPresent()
        ? merge(merged.get(), base, current.get())
        : conflict(base, current.get(), rivals);
  }

  /** What both sides' changes of a set come to, if the system may change it. */
  private Optional<Value> merged(Base base, Canonical current) {
    return field.comparison() == Comparison.SET && authorised()
        ? Elements.merge(base.value(), asserted, current.value())
        : Optional.empty();
  }

  /** The system holds what it said, and is told the rest. */
  private Ruling merge(Value merged, Base base, Canonical current) {
    boolean changes = !same(merged, current.value());
    if (changes) {
      write(merged);
    }
    source.hold(index, asserted, base.version(), false);
    return changes
        ? new Ruling.Merged(field.name(), current.value(), merged, ruleNow())
        : new Ruling.Converged(field.name());
  }

  /** One field of a group that changed on both sides: the whole group goes with one of them. */
  private Ruling decidedTogether(Base base) {
    Optional<Canonical> current = record.field(index).current();
    if (current.isEmpty()) {
      return changed(base);
    }
    if (agrees()) {
      adopt(current.get());
      return new Ruling.Unchanged(field.name());
    }
    return conflict(base, current.get(), together.orElseThrow().rivals());
  }

  /** Whether it may become the truth where nobody else changed anything. */
  private boolean mayReplace(Optional<Canonical> current) {
    boolean wipes =
        field.resolution() instanceof Resolution.UnlessBlank
            && Resolution.isBlank(asserted)
            && current
                .filter(now -> !Resolution.isBlank(now.value()))
                .filter(now -> !now.provenance().system().equals(event.system()))
                .isPresent();
    return authorised() && !wipes;
  }

  private Ruling firstContact() {
    Optional<Canonical> current = record.field(index).current();
    if (current.isEmpty() && asserted.isNull()) {
      // Clearing what never had a value makes no truth.
      source.hold(index, asserted, 0, false);
      return new Ruling.Unchanged(field.name());
    }
    if (current.isEmpty()) {
      return authorised() ? accept() : refuse(0);
    }
    if (same(asserted, current.get().value())) {
      adopt(current.get());
      return new Ruling.Unchanged(field.name());
    }
    // An empty field was never cleared, as far as anybody knows.
    // A system is no rival of its own, as when it makes again what it was told to delete.
    boolean own = current.get().provenance().system().equals(event.system());
    boolean won = !asserted.isNull() && (own ? authorised() : wins(List.of(current.get())));
    if (won) {
      write();
    } else {
      source.hold(index, asserted, 0, false);
    }
    return new Ruling.Mismatched(
        field.name(), current.map(Canonical::value), asserted, won, ruleNow());
  }

  private void adopt(Canonical current) {
    source.settle(record.version(), FieldSet.NONE.with(index));
    if (!asserted.equals(current.value())) {
      source.hold(index, asserted, record.version(), true);
    }
  }

  private Ruling conflict(Base base, Canonical current, List<Canonical> rivals) {
    if (field.resolution() instanceof Resolution.Manual(var within, var otherwise)
        && authorised()) {
      return dispute(Dispute.Reason.CONFLICT, within, base, current, rivals);
    }
    boolean won = wins(rivals);
    if (won) {
      write();
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
        systems(rivals),
        won,
        ruleNow(),
        field.group());
  }

  /** What others said that was accepted since; a system is no rival of its own. */
  private List<Canonical> rivals(Base base) {
    return record.field(index).since(base.version()).stream()
        .filter(one -> !one.provenance().system().equals(event.system()))
        .toList();
  }

  /** The field waits for a person from here on. */
  private Ruling dispute(
      Dispute.Reason reason,
      Duration within,
      Base base,
      Canonical current,
      List<Canonical> rivals) {
    Dispute opened =
        new Dispute(
            engine.conflictId(
                field.name(), base.version(), current.provenance().eventId(), event.eventId()),
            reason,
            event.seenAt().plus(within),
            base.value(),
            base.version(),
            systems(rivals),
            ruleNow(),
            List.of());
    return claim(opened, true, current, base.version());
  }

  private Ruling claim(Dispute dispute, boolean opened, Canonical current, long version) {
    Dispute claimed =
        dispute.with(
            new Dispute.Claim(event.system(), asserted, event.eventId(), event.occurredAt()));
    record.dispute(index, Optional.of(claimed));
    source.leave(index, asserted, version);
    return new Ruling.Disputed(field.name(), claimed, opened, current);
  }

  /** A system that came to the truth by itself claims nothing; when nobody does, it is over. */
  private void withdraw() {
    record
        .field(index)
        .dispute()
        .map(dispute -> dispute.without(event.system()))
        .ifPresent(
            left -> record.dispute(index, Optional.of(left).filter(it -> !it.claims().isEmpty())));
  }

  private static List<String> systems(List<Canonical> rivals) {
    return rivals.stream().map(rival -> rival.provenance().system()).distinct().toList();
  }

  /** Whether the field has gone back and forth too often to follow it any further. */
  private boolean keepsTurning(Turns turns) {
    return field.breaker().filter(breaker -> turns.count() >= breaker.turns()).isPresent();
  }

  private Optional<Turns> turns(Optional<Canonical> current) {
    return current.flatMap(
        before ->
            field
                .breaker()
                .map(
                    breaker ->
                        Turns.after(
                            record.field(index),
                            before.value(),
                            asserted,
                            event.seenAt(),
                            breaker)));
  }

  private Ruling accept() {
    Optional<Canonical> current = record.field(index).current();
    Optional<Base> base = source.base(index);
    Optional<Turns> turns = turns(current);
    turns.ifPresent(now -> record.turned(index, now));
    if (base.isPresent() && turns.filter(this::keepsTurning).isPresent()) {
      return dispute(
          Dispute.Reason.TURNING,
          field.breaker().orElseThrow().within(),
          base.get(),
          current.orElseThrow(),
          current.stream().toList());
    }
    Optional<Value> before = record.field(index).current().map(Canonical::value);
    write();
    return new Ruling.Accepted(field.name(), before, asserted, ruleNow());
  }

  private Ruling refuse(long version) {
    Refusal refusal = field.refusals().of(event.system());
    switch (refusal) {
      case REVERT -> source.hold(index, asserted, version, false);
      case LEAVE, ALERT -> source.leave(index, asserted, version);
    }
    return new Ruling.Unauthorised(field.name(), ruleNow(), refusal);
  }

  private void write() {
    write(asserted);
  }

  private void write(Value value) {
    record.accept(
        index,
        value,
        next,
        new Provenance(
            event.system(),
            event.eventId(),
            ruleNow(),
            engine.configuration(),
            event.occurredAt()));
  }

  /**
   * Our own write came back. It shows which of our writes the system applied last, so it counts
   * even when that delivery was confirmed long ago.
   */
  private Ruling echoed() {
    Optional<Long> version = ours.marked(event.delivery());
    if (version.isPresent()) {
      shows(version.get());
      source.shown(version.get(), index);
    } else if (!ours.isHeld()) {
      rewritten();
    }
    return new Ruling.Echoed(field.name());
  }

  /** It holds what we wrote, which need not be what was confirmed last. */
  private void shows(long version) {
    if (!ours.isHeld()) {
      source.confirmed(0);
    }
    source.settle(version, FieldSet.NONE.with(index));
  }

  /** Neither what was sent nor what it is known to hold: its own form of it, or long overtaken. */
  private void rewritten() {
    Optional<Long> sent =
        event
            .delivery()
            .flatMap(DeliveryIds::version)
            .or(() -> source.open().map(SystemState.Open::version))
            .or(() -> source.unseen().stream().boxed().findFirst());
    long version = sent.orElse(source.version());
    boolean form = !mayKeep() && sent.filter(this::broughtTheTruth).isPresent();
    if (!form) {
      source.confirmed(0);
    }
    if (mayKeep()) {
      source.leave(index, asserted, version);
    } else {
      source.hold(index, asserted, version, form);
    }
  }

  /** Whether what we wrote is what the system said itself and is to keep. */
  private boolean mayKeep() {
    boolean claimed =
        record.field(index).dispute().flatMap(dispute -> dispute.claim(event.system())).isPresent();
    return claimed || !authorised() && field.refusals().of(event.system()) != Refusal.REVERT;
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

  private boolean authorised() {
    return field.mayWrite(event.system(), circumstances);
  }

  /** Judged against every rival, because judging the latest alone depends on the order. */
  private boolean wins(List<Canonical> rivals) {
    Resolution.Side arrived = side(asserted, event.occurredAt(), event.system());
    return authorised()
        && rivals.stream().allMatch(rival -> field.resolution().wins(arrived, side(rival)));
  }

  private Resolution.Side side(Canonical rival) {
    return side(rival.value(), rival.provenance().occurredAt(), rival.provenance().system());
  }

  private Resolution.Side side(Value value, Instant at, String system) {
    return new Resolution.Side(value, at, field.rank(system, circumstances));
  }

  private String ruleNow() {
    return field.ruleAt(circumstances);
  }

  private boolean same(Value one, Value other) {
    return field.comparison().same(one, other);
  }
}
