package homeroom.app.contract;

import homeroom.api.contract.CellKind;
import homeroom.support.contract.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the cells of one column have in common. Used once, on one thread. */
final class ColumnEvidence {

  private static final int MOST_CODES = 12;
  private static final int OFTEN = 5;
  private static final Pattern CODE = Pattern.compile("[A-Z0-9][A-Z0-9_+/.-]{0,9}");
  private static final Pattern LEADING_ZERO = Pattern.compile("[+-]?0\\d+");

  /** Columns whose few values are known to be codes, and those of the draft that may name them. */
  private static final Pattern CODED =
      words(
          "subject|level|status|term|type|grade|window|season|semester|quarter|period|category"
              + "|track|placement|domain|language|version|mode|form|tier|band");

  /** What names of columns are made of, and cells hardly are. */
  private static final Pattern HEADING =
      words(
          "name|first|last|middle|date|day|time|year|month|age|score|count|total|percent|percentile"
              + "|rank|title|description|school|district|site|test|assessment|note|comment|town"
              + "|state|floor|room|course|teacher|student|id|number|no|code|key|mail|email|phone"
              + "|address|city|zip|born|birth|gender|size|result|value|measure");

  /** Columns whose few values can be people all the same. */
  private static final Pattern PEOPLE =
      Pattern.compile(
          ".*(name|student|pupil|teacher|staff|proctor|instructor|examiner|counsel|parent|guardian"
              + "|contact|mail|phone|address|street|city|zip|birth|user|login|class|section|group"
              + "|homeroom|roster|id|number|code|key)(\\b|_|$|[^a-z]).*");

  private final String name;
  private final List<DraftType> possible;
  private final Map<String, Integer> values = new TreeMap<>();
  private boolean many;
  private boolean named;
  private long filled;
  private long blank;

  ColumnEvidence(String name) {
    this.name = name;
    this.possible = new ArrayList<>(DraftType.candidates(name));
  }

  void add(String cell) {
    String text = cell.strip();
    if (text.isEmpty()) {
      blank++;
      return;
    }
    filled++;
    named |= text.equals(name);
    possible.removeIf(type -> !type.kind().fits(text));
    if (LEADING_ZERO.matcher(text).matches()) {
      possible.removeIf(
          type -> type.kind() instanceof CellKind.Whole || type.kind() instanceof CellKind.Decimal);
    }
    if (!many) {
      values.merge(text, 1, Integer::sum);
      many = values.size() > MOST_CODES;
    }
    if (many) {
      values.clear();
    }
  }

  String name() {
    return name;
  }

  boolean isRequired() {
    return blank == 0 && filled > 0;
  }

  boolean isEmpty() {
    return filled == 0;
  }

  private static Pattern words(String any) {
    return Pattern.compile("(^|[^a-z])(" + any + ")s?([^a-z]|$)");
  }

  /** A name in small letters, with its words apart. */
  private String spaced() {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  /** A number, a day or an address is hardly a column's name. */
  boolean isNamedLikeACell() {
    return Header.isNamedLikeACell(name)
        || DraftType.days().stream().anyMatch(type -> type.kind().fits(name));
  }

  /** Whether the name is something else than the cells below it, for all one can tell. */
  boolean isNamedUnlikeACell() {
    return isEmpty()
        || types().stream().anyMatch(type -> !type.kind().fits(name))
        || HEADING.matcher(spaced()).find()
        || CODED.matcher(spaced()).find();
  }

  /** Whether a cell says what the header says. */
  boolean holdsItsName() {
    return named;
  }

  /** The types that all cells are of; a text is not among them. */
  List<DraftType> types() {
    if (isEmpty()) {
      return List.of();
    }
    Optional<DraftType> first = possible.stream().findFirst();
    return first.map(this::alike).orElseGet(List::of);
  }

  /** Forms of dates may be mistaken for each other; else the first type says all. */
  private List<DraftType> alike(DraftType first) {
    return first.kind() instanceof CellKind.Temporal
        ? possible.stream().filter(type -> type.word().equals(first.word())).toList()
        : List.of(first);
  }

  /**
   * All values there are, if they are like codes: few, short, each of them often. They may be
   * people's names as well.
   */
  Optional<List<String>> fewValues() {
    boolean plain =
        !many
            && values.size() > 1
            && values.values().stream().allMatch(count -> count >= OFTEN)
            && values.keySet().stream().allMatch(value -> CODE.matcher(value).matches())
            && values.keySet().stream().anyMatch(value -> value.matches(".*[A-Z].*"));
    return plain ? Optional.of(List.copyOf(values.keySet())) : Optional.empty();
  }

  /** Whether the column is one of codes by its name, so that its values can be shown. */
  boolean isOfCodes() {
    return CODED.matcher(spaced()).find()
        && !PEOPLE.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }
}
