package homeroom.config;

import homeroom.api.Value;
import homeroom.authority.FieldType;
import homeroom.config.mapping.Blank;
import homeroom.config.mapping.Extract;
import homeroom.config.mapping.PayloadField;
import homeroom.config.mapping.SourceField;
import homeroom.config.mapping.SourceKey;
import homeroom.config.mapping.Table;
import homeroom.config.yaml.Key;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import homeroom.config.yaml.YamlNode;
import java.util.Optional;
import java.util.stream.Stream;

/** How one value is made: an expression, or a mapping that says more. */
record ValueConfig(
    Place place,
    Optional<YamlNode.Scalar> expr,
    Optional<Located<String>> from,
    Optional<YamlNode.Scalar> value,
    Optional<Located<String>> table,
    Optional<YamlNode.Scalar> otherwise,
    Optional<Located<Blank>> blank,
    Optional<Located<String>> format,
    Optional<Located<FieldType>> type) {

  private static final Key<Optional<YamlNode.Scalar>> EXPR =
      Key.optional("expr", Shapes.SCALAR, "a CEL expression");
  private static final Key<Optional<Located<String>>> FROM =
      Key.optional("from", Shapes.TEXT.located(), "the name of a column or field");
  private static final Key<Optional<YamlNode.Scalar>> VALUE =
      Key.optional("value", Shapes.SCALAR, "always the same");
  private static final Key<Optional<Located<String>>> TABLE =
      Key.optional("table", Shapes.TEXT.located(), "a file such as tables/grades.csv");
  private static final Key<Optional<YamlNode.Scalar>> OTHERWISE =
      Key.optional("otherwise", Shapes.SCALAR, "what a value becomes that is not in the table");
  private static final Key<Optional<Located<Blank>>> BLANK =
      Key.optional("blank", Shapes.choice(Blank.class).located(), "what a blank cell says");
  private static final Key<Optional<Located<String>>> FORMAT =
      Key.optional("format", Shapes.TEXT.located(), "how a date is written, such as M/d/yyyy");
  private static final Key<Optional<Located<FieldType>>> TYPE =
      Key.optional("type", FieldConfig.TYPE_SHAPE.located(), "the type of the result");

  private static final String WHAT = "an expression, or a mapping such as { from: name }";
  private static final Shape<ValueConfig> BARE = Shapes.SCALAR.map(ValueConfig::bare);

  /** A field of a source's records. */
  static final Shape<ValueConfig> SOURCE_SHAPE =
      Shapes.either(
          BARE,
          ObjectShape.of(
              WHAT, ValueConfig::read, EXPR, FROM, VALUE, TABLE, OTHERWISE, BLANK, FORMAT));

  /** A natural key or a part of one. */
  static final Shape<ValueConfig> KEY_SHAPE =
      Shapes.either(
          BARE,
          ObjectShape.of(WHAT, ValueConfig::read, EXPR, FROM, VALUE, TABLE, OTHERWISE, FORMAT));

  /** A field of a consumer's payload. */
  static final Shape<ValueConfig> CONSUMER_SHAPE =
      Shapes.either(
          BARE, ObjectShape.of(WHAT, ValueConfig::read, EXPR, FROM, VALUE, TABLE, OTHERWISE, TYPE));

  private static ValueConfig bare(YamlNode.Scalar scalar) {
    return new ValueConfig(
        scalar.place(),
        Optional.of(scalar),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ValueConfig read(ObjectShape.Values values) {
    return new ValueConfig(
        values.place(),
        values.get(EXPR),
        values.get(FROM),
        values.get(VALUE),
        values.get(TABLE),
        values.get(OTHERWISE),
        values.find(BLANK),
        values.find(FORMAT),
        values.find(TYPE));
  }

  Optional<SourceField> compileSource(String name, FieldType type, Expressions expressions) {
    Optional<Extract> extract = extract(expressions);
    Optional<Table> replacing = replacing(expressions);
    if (extract.isEmpty() || (table.isPresent() && replacing.isEmpty())) {
      return Optional.empty();
    }
    new FieldFit(this, type, expressions.problems()).check(extract.get());
    if (!FieldFit.isPattern(format)) {
      return Optional.empty();
    }
    return Optional.of(
        new SourceField(
            name,
            type,
            extract.get(),
            replacing,
            blank.map(Located::value).orElse(Blank.CLEARS),
            format.map(Located::value),
            place.file() + ":" + place.line()));
  }

  Optional<SourceKey.Part> compileKeyPart(Expressions expressions) {
    Optional<Table> replacing = replacing(expressions);
    format.ifPresent(written -> FieldFit.checkPattern(written, expressions.problems()));
    return extract(expressions)
        .filter(extract -> table.isEmpty() || replacing.isPresent())
        .filter(extract -> FieldFit.isPattern(format))
        .map(extract -> new SourceKey.Part(extract, replacing, format.map(Located::value)));
  }

  Optional<PayloadField> compileConsumer(String name, Expressions expressions) {
    Optional<Table> replacing = replacing(expressions);
    return extract(expressions)
        .filter(extract -> table.isEmpty() || replacing.isPresent())
        .map(extract -> new PayloadField(name, extract, replacing, type.map(Located::value)));
  }

  private Optional<Extract> extract(Expressions expressions) {
    long ways = Stream.of(expr, from, value).filter(Optional::isPresent).count();
    if (ways != 1) {
      expressions
          .problems()
          .error(place, "a value comes from one of expr, from and value", "Keep exactly one");
      return Optional.empty();
    }
    return expr.flatMap(expressions::extract)
        .or(() -> from.flatMap(expressions::column))
        .or(() -> value.map(Constants::of).map(this::constant));
  }

  private Extract constant(Value constant) {
    return new Extract.Constant(constant);
  }

  private Optional<Table> replacing(Expressions expressions) {
    if (otherwise.isPresent() && table.isEmpty()) {
      expressions
          .problems()
          .error(
              otherwise.get().place(), "otherwise: belongs to a table", "Write table: beside it");
    }
    return expressions.table(table, otherwise);
  }
}
