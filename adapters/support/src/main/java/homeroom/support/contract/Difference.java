package homeroom.support.contract;

import homeroom.api.contract.FileContract;
import homeroom.api.contract.HeaderRule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a header differs from what a contract declares.
 *
 * @param contract the contract
 * @param renamed by the name that the contract knows, what seems to be the column now
 * @param moved columns, by the contract's names, that stand in another order; none if it is free
 * @param added columns that are new; none if others are ignored
 * @param gone columns of the contract
 * @param known how many columns of the contract are there by their names
 * @param places of the columns that the contract does not know, counted from 1
 * @param sure whether the file's names are names for all one can tell
 */
public record Difference(
    FileContract contract,
    Map<String, String> renamed,
    List<String> moved,
    List<String> added,
    List<String> gone,
    int known,
    List<Integer> places,
    boolean sure) {

  private static final int LISTED = 12;

  public Difference {
    renamed = Map.copyOf(renamed);
    moved = List.copyOf(moved);
    added = List.copyOf(added);
    gone = List.copyOf(gone);
    places = List.copyOf(places);
  }

  static Difference between(FileContract contract, HeaderRule rule, Header found) {
    return found.sure()
        ? named(contract, rule, found.names())
        : placed(contract, rule, found.names());
  }

  /** Says of columns that the contract does not know only where they stand. */
  private static Difference placed(FileContract contract, HeaderRule rule, List<String> header) {
    List<String> gone = without(rule.columns(), header);
    return new Difference(
        contract,
        Map.of(),
        rule.strictOrder() ? Order.moved(rule.columns(), header) : List.of(),
        List.of(),
        gone,
        rule.columns().size() - gone.size(),
        places(rule.columns(), header),
        false);
  }

  private static Difference named(FileContract contract, HeaderRule rule, List<String> header) {
    List<String> there = without(rule.columns(), without(rule.columns(), header));
    List<String> gone = without(rule.columns(), header);
    List<String> added = without(header, rule.columns());
    Map<String, String> renamed = Names.pairs(gone, added);
    Set<String> taken = new HashSet<>(renamed.values());
    return new Difference(
        contract,
        renamed,
        rule.strictOrder() ? Order.moved(rule.columns(), formerly(header, renamed)) : List.of(),
        rule.ignoresOthers() ? List.of() : added.stream().filter(n -> !taken.contains(n)).toList(),
        gone.stream().filter(name -> !renamed.containsKey(name)).toList(),
        there.size(),
        places(rule.columns(), header),
        true);
  }

  private static List<Integer> places(List<String> known, List<String> header) {
    Set<String> names = new HashSet<>(known);
    return IntStream.range(0, header.size())
        .filter(i -> !names.contains(header.get(i)))
        .mapToObj(i -> i + 1)
        .toList();
  }

  /** The header with the names that the contract knows. */
  private static List<String> formerly(List<String> header, Map<String, String> renamed) {
    Map<String, String> back =
        renamed.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    return header.stream().map(name -> back.getOrDefault(name, name)).toList();
  }

  private static List<String> without(List<String> names, List<String> others) {
    Set<String> unwanted = new HashSet<>(others);
    return names.stream().filter(name -> !unwanted.contains(name)).toList();
  }

  /** The larger, the less is the file what the contract is for. */
  int size() {
    int unnamed = sure ? 0 : places.size();
    return 2 * (added.size() + gone.size() + unnamed) + renamed.size() + moved.size();
  }

  /**
   * Whether the first line is a header for all one can tell: half of the columns are there by their
   * names. Of a file without a header the "names" are somebody's data, and are not shown.
   */
  public boolean hasHeader() {
    return 2 * known >= contract.columns().size();
  }

  /** For people: what is renamed, moved, added and gone. */
  public String wording() {
    if (!hasHeader()) {
      return known
          + " of its "
          + contract.columns().size()
          + " columns are there by their names, so the first line may be no header and is not"
          + " shown";
    }
    StringJoiner all = new StringJoiner("; ");
    say(all, "renamed", new TreeMap<>(renamed).entrySet().stream().map(Difference::pair).toList());
    say(all, "moved", moved);
    say(all, "added", added);
    if (!sure && !places.isEmpty()) {
      all.add(
          "unknown: "
              + places.size()
              + " columns, at "
              + cut(places.stream().map(String::valueOf).toList())
              + ", which may be somebody's data and are not shown");
    }
    say(all, "gone", gone);
    return all.toString();
  }

  /**
   * What a contract for the new form has otherwise, as YAML where it can be: {@code Scaled Score: {
   * as: Scale Score }}. Empty if the header is not shown.
   */
  public String acceptance() {
    if (!hasHeader() || !sure) {
      return "";
    }
    StringJoiner all = new StringJoiner("; ");
    Map<String, String> sorted = new TreeMap<>(renamed);
    say(all, "instead", sorted.entrySet().stream().map(Difference::yaml).toList());
    say(all, "besides", added.stream().map(name -> quoted(name) + ": string").toList());
    say(all, "without", gone);
    if (!moved.isEmpty()) {
      all.add("in the order of the file");
    }
    return all.toString();
  }

  private static String yaml(Map.Entry<String, String> renamed) {
    return quoted(renamed.getValue()) + ": { as: " + quoted(renamed.getKey()) + " }";
  }

  private static String quoted(String name) {
    return name.matches("[A-Za-z][A-Za-z0-9 _-]*") ? name : "'" + name.replace("'", "''") + "'";
  }

  private static String pair(Map.Entry<String, String> renamed) {
    return renamed.getKey() + " to " + renamed.getValue();
  }

  private static void say(StringJoiner all, String what, List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    all.add(what + ": " + cut(names));
  }

  private static String cut(List<String> names) {
    String some = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
    return names.size() > LISTED ? some + " and " + (names.size() - LISTED) + " more" : some;
  }
}
