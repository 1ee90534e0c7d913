package homeroom.config;

import homeroom.config.mapping.Compiled;
import homeroom.config.mapping.Condition;
import homeroom.config.mapping.Expression;
import homeroom.config.mapping.ExpressionLanguage;
import homeroom.config.mapping.ExpressionProblem;
import homeroom.config.mapping.Extract;
import homeroom.config.mapping.Scope;
import homeroom.config.mapping.Table;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Problems;
import homeroom.config.yaml.YamlNode;
import java.util.Optional;

/** Compiles the expressions of one mapping and tells what is wrong with them, and where. */
record Expressions(Scope scope, Compilation compilation) {

  Problems problems() {
    return compilation.problems();
  }

  /** An expression; one that is a mere name needs no evaluation. */
  Optional<Extract> extract(YamlNode.Scalar scalar) {
    String text = scalar.text().strip();
    if (Names.isPlainReference(text)) {
      return column(new Located<>(text, scalar.place()));
    }
    return compile(scalar).map(Extract.Computed::new);
  }

  /** A column or field by its name. */
  Optional<Extract> column(Located<String> name) {
    if (!scope.allows(name.value())) {
      problems()
          .unknown(
              name.place(),
              name.value() + " is not " + scope.what(),
              name.value(),
              scope.names().keySet());
      return Optional.empty();
    }
    return Optional.of(new Extract.Column(name.value()));
  }

  /** A {@code where:}. */
  Optional<Condition> condition(YamlNode.Scalar scalar) {
    Optional<Expression> expression = compile(scalar);
    return expression.flatMap(
        sound ->
            switch (sound.result()) {
              case FLAG, OPEN -> Optional.of(new Condition(sound));
              case TEXT, WHOLE, DECIMAL, MOMENT, ITEMS, NONE -> {
                problems()
                    .error(
                        scalar.place(),
                        "a condition gives true or false, this one does not",
                        "Write a comparison such as role == 'student'");
                yield Optional.empty();
              }
            });
  }

  /** A table with what it does about unlisted texts. */
  Optional<Table> table(Optional<Located<String>> name, Optional<YamlNode.Scalar> otherwise) {
    return name.flatMap(
        table ->
            compilation
                .tables()
                .get(table.value(), table.place())
                .map(
                    entries ->
                        new Table(table.value(), entries, otherwise.map(Constants::textOrNull))));
  }

  private Optional<Expression> compile(YamlNode.Scalar scalar) {
    if (scalar.isNull() || scalar.text().isBlank()) {
      problems()
          .error(scalar.place(), "the expression is empty", "Write a name, or { value: null }");
      return Optional.empty();
    }
    return switch (ExpressionLanguage.compile(scalar.text(), scope)) {
      case Compiled.Sound(var expression) -> Optional.of(expression);
      case Compiled.Faulty(var found) -> {
        found.forEach(problem -> tell(problem, scalar));
        yield Optional.empty();
      }
    };
  }

  private void tell(ExpressionProblem problem, YamlNode.Scalar scalar) {
    Place place = scalar.placeOf(problem.offset());
    if (!problem.name().isEmpty()) {
      problems().unknown(place, problem.message(), problem.name(), scope.names().keySet());
    } else if (!problem.function().isEmpty()) {
      problems()
          .unknown(place, problem.message(), problem.function(), ExpressionLanguage.functions());
    } else {
      problems().error(place, problem.message(), "The expressions are written in CEL");
    }
  }
}
