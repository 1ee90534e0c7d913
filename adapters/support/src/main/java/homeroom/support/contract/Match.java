package homeroom.support.contract;

import homeroom.api.contract.FileContract;
import homeroom.api.contract.HeaderRule;
import java.util.Comparator;
import java.util.List;

/** Which contract a file is for, by its header alone. */
public sealed interface Match {

  /** Exactly this one. */
  record One(FileContract contract) implements Match {}

  /** None; the nearest of them, and how the header differs from it. */
  record None(Difference difference) implements Match {}

  /**
   * Only one that ignores further columns, among which seem to be those of a version that knows
   * more; how the header differs from that.
   */
  record Less(FileContract contract, Difference difference) implements Match {}

  /** More than one, of which none knows more than the others. */
  record Several(List<FileContract> contracts) implements Match {
    public Several {
      contracts = List.copyOf(contracts);
    }
  }

  /** A contract, and the header as it looks with the contract's delimiter and character set. */
  record Candidate(FileContract contract, HeaderRule rule, Header header) {
    boolean fits() {
      return rule.fits(header.names());
    }

    Difference difference() {
      return Difference.between(contract, rule, header);
    }

    /**
     * Whether a header that is not of this version was of it until lately: it has some of the
     * columns that another version does not know, or has one of them by another name.
     */
    boolean wasLately(HeaderRule other) {
      return !fits()
          && rule.knowsMoreThan(other)
          && rule.columns().stream()
              .filter(column -> !other.columns().contains(column))
              .anyMatch(
                  it -> header.names().contains(it) || difference().renamed().containsKey(it));
    }
  }

  /** Of one or more candidates. */
  static Match of(List<Candidate> candidates) {
    List<Candidate> fitting = candidates.stream().filter(Candidate::fits).toList();
    List<Candidate> meant =
        fitting.stream()
            .filter(one -> fitting.stream().noneMatch(it -> it.rule().knowsMoreThan(one.rule())))
            .toList();
    return switch (meant.size()) {
      case 0 -> new None(nearest(candidates));
      case 1 -> oneOrLess(meant.getFirst(), candidates);
      default -> new Several(meant.stream().map(Candidate::contract).toList());
    };
  }

  /** A column that changed its name must not become one that is ignored. */
  private static Match oneOrLess(Candidate found, List<Candidate> candidates) {
    List<Candidate> lately = candidates.stream().filter(it -> it.wasLately(found.rule())).toList();
    return lately.isEmpty()
        ? new One(found.contract())
        : new Less(found.contract(), nearest(lately));
  }

  private static Difference nearest(List<Candidate> candidates) {
    return candidates.stream()
        .map(Candidate::difference)
        .min(Comparator.comparingInt(Difference::size))
        .orElseThrow();
  }
}
