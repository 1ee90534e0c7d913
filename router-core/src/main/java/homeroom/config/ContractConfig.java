package homeroom.config;

import homeroom.api.contract.Column;
import homeroom.api.contract.FileContract;
import homeroom.api.contract.FileContract.Form;
import homeroom.api.contract.RowRange;
import homeroom.config.yaml.Key;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.Named;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Problems;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code contracts/….yaml}: one version of the format of a file. */
record ContractConfig(
    Located<String> contract,
    Layout layout,
    Optional<Located<Character>> delimiter,
    Optional<Charset> charset,
    Optional<Located<Order>> order,
    Optional<Located<Others>> otherColumns,
    List<Located<String>> key,
    Located<RowRange> rows,
    Named<ColumnConfig> columns) {

  /** How lines become cells. */
  enum Layout {
    DELIMITED,
    FIXED_WIDTH
  }

  /** Whether columns have their places. */
  enum Order {
    STRICT,
    FREE
  }

  /** What is done about columns that the contract does not know. */
  enum Others {
    REFUSED,
    IGNORED
  }

  private static final Key<Located<String>> CONTRACT =
      Key.required("contract", Names.WORD.located(), "the name of this version of the format");
  private static final Key<Layout> LAYOUT =
      Key.withDefault("layout", Shapes.choice(Layout.class), Layout.DELIMITED, "how lines are cut");
  private static final Key<Optional<Located<Character>>> DELIMITER =
      Key.optional("delimiter", delimiterShape().located(), "what stands between two cells");
  private static final Key<Optional<Charset>> CHARSET =
      Key.optional(
          "charset",
          Shapes.scalar("a character set such as UTF-8 or windows-1252", ContractConfig::charset),
          "the files' character set");
  private static final Key<Optional<Located<Order>>> ORDER =
      Key.optional("order", Shapes.choice(Order.class).located(), "whether columns have places");
  private static final Key<Optional<Located<Others>>> OTHER_COLUMNS =
      Key.optional(
          "other-columns", Shapes.choice(Others.class).located(), "whether there may be more");
  private static final Key<List<Located<String>>> KEY =
      Key.withDefault(
          "key", Shapes.oneOrMany(Shapes.TEXT.located()), List.of(), "the columns of the key");
  private static final Key<Optional<Long>> AT_LEAST =
      Key.optional("at-least", Shapes.WHOLE, "the fewest rows");
  private static final Key<Optional<Long>> AT_MOST =
      Key.optional("at-most", Shapes.WHOLE, "the most rows");
  private static final Key<Optional<Located<RowRange>>> ROWS =
      Key.optional(
          "rows",
          ObjectShape.of(
                  "a mapping with at-least and at-most", ContractConfig::rows, AT_LEAST, AT_MOST)
              .located(),
          "how many rows there are");
  private static final Key<Named<ColumnConfig>> COLUMNS =
      Key.required(
          "columns",
          Shapes.named("a mapping of columns", ColumnConfig.SHAPE),
          "the columns by their names in the file");

  static final Shape<ContractConfig> SHAPE =
      ObjectShape.of(
          "a mapping with contract and columns",
          values ->
              new ContractConfig(
                  values.get(CONTRACT),
                  values.get(LAYOUT),
                  values.get(DELIMITER),
                  values.get(CHARSET),
                  values.get(ORDER),
                  values.get(OTHER_COLUMNS),
                  values.get(KEY),
                  values.get(ROWS).orElseGet(() -> new Located<>(RowRange.ANY, values.place())),
                  values.get(COLUMNS)),
          CONTRACT,
          LAYOUT,
          DELIMITER,
          CHARSET,
          ORDER,
          OTHER_COLUMNS,
          KEY,
          ROWS,
          COLUMNS);

  private static RowRange rows(ObjectShape.Values values) {
    return new RowRange(
        values.get(AT_LEAST).orElse(RowRange.ANY.least()),
        values.get(AT_MOST).orElse(RowRange.ANY.most()));
  }

  private static Shape<Character> delimiterShape() {
    String what = "one character, or tab";
    return (node, reading) -> {
      Optional<String> text = Shapes.SCALAR.read(node, reading).map(it -> it.text());
      Optional<Character> one = text.flatMap(ContractConfig::delimiter);
      if (text.isPresent() && one.isEmpty()) {
        reading.problems().error(node.place(), "this is not " + what, "Write " + what);
      }
      return one;
    };
  }

  private static Optional<Character> delimiter(String text) {
    String meant = text.equals("tab") || text.equals("\\t") ? "\t" : text;
    return meant.length() == 1 && !"\"\r\n".contains(meant)
        ? Optional.of(meant.charAt(0))
        : Optional.empty();
  }

  private static Optional<Charset> charset(String name) {
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The contract; empty if there is something wrong with it, which is among the problems then. */
  Optional<FileContract> compile(Problems problems) {
    List<Column> compiled =
        columns.items().stream()
            .flatMap(
                item ->
                    item.value().stream()
                        .flatMap(it -> it.compile(item.name(), names(key), problems).stream()))
            .toList();
    boolean sound = compiled.size() == columns.items().size();
    sound &= checkNames(compiled, problems);
    sound &= checkRows(problems);
    sound &= ContractLayout.of(this).check(problems);
    return sound ? Optional.of(contract(compiled)) : Optional.empty();
  }

  private FileContract contract(List<Column> compiled) {
    Form form =
        switch (layout) {
          case FIXED_WIDTH -> new Form.FixedWidth();
          case DELIMITED ->
              new Form.Delimited(
                  delimiter.map(Located::value),
                  order.map(Located::value).orElse(Order.STRICT) == Order.STRICT,
                  otherColumns.map(Located::value).orElse(Others.REFUSED) == Others.IGNORED);
        };
    return new FileContract(
        contract.value(),
        contract.place().file(),
        form,
        charset,
        compiled,
        names(key),
        rows.value());
  }

  private static List<String> names(List<Located<String>> located) {
    return located.stream().map(Located::value).toList();
  }

  private boolean checkNames(List<Column> compiled, Problems problems) {
    boolean sound = !columns.items().isEmpty();
    if (!sound) {
      problems.error(contract.place(), "columns: is empty", "Write at least one column");
    }
    List<Located<String>> named = new ArrayList<>(key);
    columns.items().forEach(item -> item.value().flatMap(ColumnConfig::in).ifPresent(named::add));
    for (Located<String> name : named) {
      if (!columns.contains(name.value())) {
        problems.unknown(
            name.place(), "there is no column " + name.value(), name.value(), columns.names());
        sound = false;
      }
    }
    Map<String, String> taken = new HashMap<>();
    for (Column column : compiled) {
      String other = taken.putIfAbsent(column.as(), column.name());
      if (other != null) {
        problems.error(
            place(column.name()),
            "mappings would call this column and " + other + " alike",
            "Write another name under as:");
        sound = false;
      }
    }
    return sound;
  }

  private Place place(String column) {
    return columns.items().stream()
        .filter(item -> item.name().equals(column))
        .map(Named.Item::place)
        .findFirst()
        .orElse(contract.place());
  }

  private boolean checkRows(Problems problems) {
    RowRange range = rows.value();
    if (range.least() < 0 || range.most() < Math.max(1, range.least())) {
      problems.error(
          rows.place(), "there is no such number of rows", "Write at-most above at-least");
      return false;
    }
    return true;
  }
}
