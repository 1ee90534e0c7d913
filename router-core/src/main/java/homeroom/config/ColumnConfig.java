package homeroom.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import homeroom.api.contract.CellKind;
import homeroom.api.contract.Column;
import homeroom.config.yaml.Key;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Problems;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import java.util.List;
import java.util.Optional;

/** One of a contract's {@code columns:}. */
record ColumnConfig(
    Place place,
    KindConfig kind,
    boolean required,
    List<Located<String>> allowed,
    Optional<Pattern> pattern,
    Optional<Located<String>> in,
    Optional<String> as,
    Optional<Integer> from,
    Optional<Integer> length) {

  private static final Pattern FILLER = Pattern.compile("(?i)filler[-_ ]?\\d*");
  private static final Pattern BLANK = Pattern.compile("\\s*");
  private static final int LONGEST_LINE = 100_000;

  private static final Key<Boolean> REQUIRED =
      Key.withDefault("required", Shapes.FLAG, false, "whether no cell may be blank");
  private static final Key<List<Located<String>>> ALLOWED =
      Key.withDefault(
          "allowed", Shapes.oneOrMany(Shapes.TEXT.located()), List.of(), "the values there may be");
  private static final Key<Optional<Pattern>> PATTERN =
      Key.optional(
          "pattern",
          Shapes.scalar(
              "a regular expression that RE2 knows, such as [A-F][0-9]{3}", ColumnConfig::pattern),
          "what a cell looks like as a whole");
  private static final Key<Optional<Located<String>>> IN =
      Key.optional("in", Shapes.TEXT.located(), "the column of the file that has the value");
  private static final Key<Optional<String>> AS =
      Key.optional("as", Shapes.TEXT, "what mappings call it");
  private static final Key<Optional<Integer>> FROM =
      Key.optional("from", Shapes.whole(1, LONGEST_LINE), "its first character, counted from 1");
  private static final Key<Optional<Integer>> LENGTH =
      Key.optional("length", Shapes.whole(1, LONGEST_LINE), "how many characters it has");

  /** A type alone, or a mapping. */
  static final Shape<ColumnConfig> SHAPE =
      Shapes.either(
          KindConfig.WORD.located().map(ColumnConfig::bare),
          ObjectShape.of(
              "a type, or a mapping such as { type: date, format: M/d/yyyy }",
              ColumnConfig::read,
              KindConfig.TYPE,
              KindConfig.FORMAT,
              KindConfig.YES,
              KindConfig.NO,
              REQUIRED,
              ALLOWED,
              PATTERN,
              IN,
              AS,
              FROM,
              LENGTH));

  private static ColumnConfig bare(Located<KindConfig.Word> type) {
    return new ColumnConfig(
        type.place(),
        KindConfig.bare(type),
        false,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ColumnConfig read(ObjectShape.Values values) {
    return new ColumnConfig(
        values.place(),
        KindConfig.read(values),
        values.get(REQUIRED),
        values.get(ALLOWED),
        values.get(PATTERN),
        values.get(IN),
        values.get(AS),
        values.get(FROM),
        values.get(LENGTH));
  }

  private static Optional<Pattern> pattern(String text) {
    try {
      return Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  /** Its place in the line, if both ends are written. */
  Optional<Column.Span> span() {
    return from.flatMap(begin -> length.map(many -> new Column.Span(begin, many)));
  }

  /**
   * @param key columns that may not be blank whatever is written
   */
  Optional<Column> compile(String name, List<String> key, Problems problems) {
    Optional<CellKind> compiled = kind.compile(problems);
    if (from.isPresent() != length.isPresent()) {
      problems.error(place, "from and length belong together", "Write both, or neither");
      return Optional.empty();
    }
    return compiled
        .filter(it -> allowedFit(it, problems))
        .map(
            it ->
                new Column(
                    name,
                    as.orElse(name),
                    it,
                    required || key.contains(name),
                    allowed.stream().map(one -> one.value().strip()).toList(),
                    pattern.or(() -> isFiller(name) ? Optional.of(BLANK) : Optional.empty()),
                    in.map(Located::value),
                    span()));
  }

  /** What fills a line up holds nothing, or the columns stand elsewhere than they are said to. */
  private boolean isFiller(String name) {
    return from.isPresent() && FILLER.matcher(name).matches();
  }

  private boolean allowedFit(CellKind compiled, Problems problems) {
    List<Located<String>> strange =
        allowed.stream().filter(one -> !compiled.fits(one.value())).toList();
    strange.forEach(
        one ->
            problems.error(
                one.place(),
                "this is not " + compiled.wording(),
                "Correct the value, or the column's type"));
    return strange.isEmpty();
  }
}
