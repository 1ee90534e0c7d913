package homeroom.api.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which headers a contract is for. Of two rules that a header fits, the one that knows more of its
 * columns is meant, so that another version of the format may have a further column.
 *
 * @param columns that must all be there
 * @param strictOrder whether they stand in this order
 * @param ignoresOthers whether further columns may stand anywhere
 */
public record HeaderRule(List<String> columns, boolean strictOrder, boolean ignoresOthers) {

  public HeaderRule {
    columns = List.copyOf(columns);
  }

  /** The rule of a contract for files with a header. */
  public static HeaderRule of(FileContract contract, FileContract.Form.Delimited form) {
    return new HeaderRule(contract.columnNames(), form.strictOrder(), form.ignoresOthers());
  }

  /** Whether a header, whose names are all different, is one of these. */
  public boolean fits(List<String> header) {
    if (!ignoresOthers && header.size() != columns.size()) {
      return false;
    }
    return strictOrder
        ? among(header, columns).equals(columns)
        : new HashSet<>(header).containsAll(columns);
  }

  /** Whether this knows all columns that the other one knows, and more. */
  public boolean knowsMoreThan(HeaderRule other) {
    return columns.size() > other.columns.size()
        && new HashSet<>(columns).containsAll(other.columns);
  }

  /** Whether there is a header that fits both, and neither is the one that is meant. */
  public boolean competesWith(HeaderRule other) {
    if (knowsMoreThan(other) || other.knowsMoreThan(this)) {
      return false;
    }
    boolean sameColumns = new HashSet<>(columns).equals(new HashSet<>(other.columns));
    boolean oneHeader = sameColumns || (ignoresOthers && other.ignoresOthers);
    return oneHeader && !(strictOrder && other.strictOrder && ordersDiffer(other));
  }

  private boolean ordersDiffer(HeaderRule other) {
    return !among(columns, other.columns).equals(among(other.columns, columns));
  }

  private static List<String> among(List<String> some, List<String> others) {
    Set<String> wanted = new HashSet<>(others);
    return some.stream().filter(wanted::contains).toList();
  }
}
