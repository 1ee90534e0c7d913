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

  /** More than one, of which none knows more than the others. */
  record Several(List<FileContract> contracts) implements Match {
    public Several {
      contracts = List.copyOf(contracts);
    }
  }

  /**
   * A contract, and the header as it looks with the contract's delimiter and character set.
   *
   * @param header whose names are all different
   */
  record Candidate(FileContract contract, HeaderRule rule, List<String> header) {
    public Candidate {
      header = List.copyOf(header);
    }

    boolean fits() {
      return rule.fits(header);
    }
  }

  /** Of one or more candidates. */
  static Match of(List<Candidate> candidates) {
    List<Candidate> fitting = candidates.stream().filter(Candidate::fits).toList();
    List<FileContract> meant =
        fitting.stream()
            .filter(one -> fitting.stream().noneMatch(it -> it.rule().knowsMoreThan(one.rule())))
            .map(Candidate::contract)
            .toList();
    return switch (meant.size()) {
      case 0 -> new None(nearest(candidates));
      case 1 -> new One(meant.getFirst());
      default -> new Several(meant);
    };
  }

  private static Difference nearest(List<Candidate> candidates) {
    return candidates.stream()
        .map(it -> Difference.between(it.contract(), it.rule(), it.header()))
        .min(Comparator.comparingInt(Difference::size))
        .orElseThrow();
  }
}
