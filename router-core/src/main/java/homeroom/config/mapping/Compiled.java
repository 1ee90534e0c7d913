package homeroom.config.mapping;

import java.util.List;

/** What became of an expression's text. */
public sealed interface Compiled {

  /** It can be evaluated. */
  record Sound(Expression expression) implements Compiled {}

  /** It cannot. */
  record Faulty(List<ExpressionProblem> problems) implements Compiled {
    public Faulty {
      problems = List.copyOf(problems);
    }
  }
}
