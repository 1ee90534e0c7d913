package homeroom.app.cases;

import homeroom.authority.Authority;
import homeroom.authority.Canonical;
import homeroom.authority.Circumstances;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldState;
import homeroom.authority.RecordState;
import homeroom.authority.Refusal;
import homeroom.authority.Ruling;
import homeroom.planning.Effect.Moved.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became of what a system said about a field.
 *
 * @param field which
 * @param outcome what became of it
 * @param winner the system whose value is true afterwards, where several had a say
 * @param rule that decided, where one did
 * @param refusal what is done about a value that was refused
 * @param weighed the systems whose right to decide the rule looked at
 */
record Verdict(
    String field,
    Outcome outcome,
    Optional<String> winner,
    Optional<String> rule,
    Optional<Refusal> refusal,
    List<String> weighed) {

  Verdict {
    weighed = List.copyOf(weighed);
  }

  /**
   * @param speaker who said it
   * @param before the record when it was said
   * @param rules of the field
   */
  static Verdict of(Ruling ruling, String speaker, RecordState before, FieldRules rules) {
    String field = ruling.field();
    return switch (ruling) {
      case Ruling.Accepted a -> decided(field, Outcome.ACCEPTED, speaker, a.rule(), speaker);
      case Ruling.Merged m -> decided(field, Outcome.ACCEPTED, speaker, m.rule(), speaker);
      case Ruling.Unchanged u -> undecided(field, Outcome.UNCHANGED);
      case Ruling.Echoed e -> undecided(field, Outcome.ECHO);
      case Ruling.Converged c -> undecided(field, Outcome.CONVERGED);
      case Ruling.Unauthorised u ->
          new Verdict(
              field,
              Outcome.UNAUTHORISED,
              holder(field, before),
              Optional.of(u.rule()),
              Optional.of(u.refusal()),
              rules.authority().stream().map(Authority::system).toList());
      case Ruling.Mismatched m -> {
        String holder = holder(field, before).orElse(speaker);
        String winner = m.won() ? speaker : holder;
        yield decided(field, Outcome.INITIAL_MISMATCH, winner, m.rule(), speaker, holder);
      }
      case Ruling.Conflicted c -> {
        List<String> all = new ArrayList<>(c.rivals());
        all.add(speaker);
        String winner = c.won() ? speaker : c.held().provenance().system();
        yield decided(field, Outcome.CONFLICT, winner, c.rule(), all.toArray(String[]::new));
      }
      case Ruling.Disputed d -> {
        List<String> all = new ArrayList<>(d.dispute().rivals());
        all.add(speaker);
        yield new Verdict(
            field,
            Outcome.CONFLICT,
            Optional.empty(),
            Optional.of(d.dispute().rule()),
            Optional.empty(),
            all);
      }
    };
  }

  private static Verdict decided(
      String field, Outcome outcome, String winner, String rule, String... weighed) {
    return new Verdict(
        field, outcome, Optional.of(winner), Optional.of(rule), Optional.empty(), List.of(weighed));
  }

  private static Verdict undecided(String field, Outcome outcome) {
    return new Verdict(
        field, outcome, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  private static Optional<String> holder(String field, RecordState before) {
    return before
        .field(field)
        .flatMap(FieldState::current)
        .map(Canonical::provenance)
        .map(provenance -> provenance.system());
  }

  /** {@code conflict, won by lms, by the rule "lms before sis"}. */
  String text() {
    boolean contest = weighed.size() > 1 && outcome != Outcome.UNAUTHORISED;
    return ThenConfig.word(outcome)
        + winner.filter(system -> contest).map(system -> ", won by " + system).orElse("")
        + rule.map(words -> " by the rule \"" + words + "\"").orElse("")
        + refusal.filter(done -> done != Refusal.REVERT).map(Verdict::text).orElse("");
  }

  /** What is done about a refused value; that it is put right goes without saying. */
  static String text(Refusal refusal) {
    return ", refused: " + refusal.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The entries of a field's authority that were looked at: those of the systems whose right
   * counted, as far as they were in force.
   */
  List<Integer> entries(FieldRules rules, Circumstances circumstances) {
    List<Integer> looked = new ArrayList<>();
    for (int i = 0; i < rules.authority().size(); i++) {
      Authority entry = rules.authority().get(i);
      if (weighed.contains(entry.system()) && alone(rules, entry, circumstances)) {
        looked.add(i);
      }
    }
    return looked;
  }

  /** Whether an entry would let its system decide if there were no other. */
  private static boolean alone(FieldRules rules, Authority entry, Circumstances circumstances) {
    return new FieldRules(
            rules.name(), rules.type(), rules.refersTo(), rules.comparison(), List.of(entry))
        .mayWrite(entry.system(), circumstances);
  }

  static String texts(List<Verdict> verdicts) {
    return verdicts.stream()
        .map(one -> Vocabulary.written(one.field()) + " " + one.text())
        .collect(Collectors.joining("; "));
  }
}
