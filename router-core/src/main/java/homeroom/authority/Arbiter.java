package homeroom.authority;

import homeroom.api.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Ends the dispute about one field. */
public final class Arbiter {

  /** Who is named as the source of a value that a person gave. */
  public static final String PERSON = "_person";

  private final RecordDraft record;
  private final FieldRules rules;
  private final int index;

  public Arbiter(RecordDraft record, FieldRules rules) {
    this.record = record;
    this.rules = rules;
    index = record.indexOf(rules.name());
  }

  /**
   * Decides, and lets every side be told.
   *
   * @param dispute which one is meant; another one that came after it is left alone
   * @param by who decided, and under which configuration, for the value's provenance
   * @param at when
   * @return empty if there is no such dispute, or the named system says nothing in it
   */
  public Optional<Settlement> settle(String dispute, Choice choice, By by, Instant at) {
    Optional<Dispute> open =
        index < 0
            ? Optional.empty()
            : record.field(index).dispute().filter(it -> it.id().equals(dispute));
    Optional<Canonical> held = index < 0 ? Optional.empty() : record.field(index).current();
    if (open.isEmpty() || held.isEmpty()) {
      return Optional.empty();
    }
    return verdict(open.get(), held.get(), choice, by, at)
        .map(verdict -> carryOut(open.get(), held.get(), verdict));
  }

  /**
   * Who decided.
   *
   * @param id of the command
   * @param name of the person, or of the rule
   */
  public record By(String id, String name, String configuration) {}

  /** What is true from now on; no provenance means that it was true before. */
  private record Verdict(Value value, Optional<Provenance> provenance) {}

  private Optional<Verdict> verdict(
      Dispute dispute, Canonical held, Choice choice, By by, Instant at) {
    return switch (choice) {
      case Choice.Give(var value) ->
          Optional.of(
              new Verdict(
                  value,
                  Optional.of(new Provenance(PERSON, by.id(), by.name(), by.configuration(), at))));
      case Choice.ByRule b -> Optional.of(byRule(dispute, held, by));
      case Choice.Take(var system) ->
          dispute
              .claim(system)
              .map(claim -> of(claim, by))
              .or(
                  () ->
                      Optional.of(new Verdict(held.value(), Optional.empty()))
                          .filter(v -> held.provenance().system().equals(system)));
    };
  }

  private static Verdict of(Dispute.Claim claim, By by) {
    return new Verdict(
        claim.value(),
        Optional.of(
            new Provenance(
                claim.system(),
                claim.eventId(),
                by.name(),
                by.configuration(),
                claim.occurredAt())));
  }

  /** A claim wins only against the truth and all other claims. */
  private Verdict byRule(Dispute dispute, Canonical held, By by) {
    Resolution.Side truth =
        side(held.value(), held.provenance().occurredAt(), held.provenance().system());
    for (Dispute.Claim claim : dispute.claims()) {
      Resolution.Side mine = side(claim);
      List<Dispute.Claim> others =
          dispute.claims().stream().filter(it -> !it.equals(claim)).toList();
      if (rules.resolution().wins(mine, truth)
          && others.stream().allMatch(it -> rules.resolution().wins(mine, side(it)))) {
        return of(claim, by);
      }
    }
    return new Verdict(held.value(), Optional.empty());
  }

  private Resolution.Side side(Dispute.Claim claim) {
    return side(claim.value(), claim.occurredAt(), claim.system());
  }

  private Resolution.Side side(Value value, Instant at, String system) {
    return new Resolution.Side(value, at, rules.rank(system, Circumstances.at(at)));
  }

  /** A write of ours that crossed its claim may have replaced it there. */
  private boolean stillHolds(SystemDraft system, Value value) {
    return system
        .base(index)
        .filter(base -> rules.comparison().same(base.value(), value))
        .isPresent();
  }

  private Settlement carryOut(Dispute dispute, Canonical held, Verdict verdict) {
    record.dispute(index, Optional.empty());
    dispute.claims().forEach(claim -> record.system(claim.system()).leaveNoMore(index));
    // What was sent meanwhile may have brought a side's own value, or may still bring it.
    dispute.claims().stream()
        .map(claim -> record.system(claim.system()))
        .filter(side -> side.open().map(open -> !open.delete()).orElse(side.present()))
        .forEach(side -> side.repair(true));
    if (verdict.provenance().isEmpty() || rules.comparison().same(verdict.value(), held.value())) {
      return new Settlement(
          dispute, held, Optional.of(held.provenance().system()), Optional.empty());
    }
    Provenance provenance = verdict.provenance().get();
    long version = record.version() + 1;
    record.accept(index, verdict.value(), version, provenance);
    boolean person = provenance.system().equals(PERSON);
    if (!person && stillHolds(record.system(provenance.system()), verdict.value())) {
      record.system(provenance.system()).settle(version, FieldSet.NONE.with(index));
    }
    return new Settlement(
        dispute,
        held,
        person ? Optional.empty() : Optional.of(provenance.system()),
        record.field(index).current());
  }
}
