package homeroom.config.mapping;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import homeroom.authority.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks CEL expressions against the types of the names they use. */
public final class ExpressionLanguage {

  private static final CelOptions OPTIONS = CelOptions.current().build();

  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addLibraries(CelExtensions.strings())
          .addFunctionDeclarations(Functions.DECLARATIONS)
          .build();

  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder()
          .setOptions(OPTIONS)
          .addLibraries(CelExtensions.strings())
          .addFunctionBindings(Functions.BINDINGS)
          .build();

  private ExpressionLanguage() {}

  /** The functions that an expression may call, for hints. */
  public static List<String> functions() {
    return Functions.NAMES;
  }

  /** Checks an expression. */
  public static Compiled compile(String text, Scope scope) {
    CelValidationResult parsed = COMPILER.parse(text);
    try {
      Map<String, Integer> names = FreeNames.of(parsed.getAst());
      List<ExpressionProblem> unknown = unknown(names, scope);
      return unknown.isEmpty() ? check(text, names, scope) : new Compiled.Faulty(unknown);
    } catch (CelValidationException e) {
      return faulty(e);
    }
  }

  private static List<ExpressionProblem> unknown(Map<String, Integer> names, Scope scope) {
    List<ExpressionProblem> problems = new ArrayList<>();
    names.forEach(
        (name, offset) -> {
          if (!scope.allows(name)) {
            String message = name + " is not " + scope.what();
            problems.add(new ExpressionProblem(offset, message, name, ""));
          }
        });
    return problems;
  }

  private static Compiled check(String text, Map<String, Integer> names, Scope scope)
      throws CelValidationException {
    CelCompilerBuilder builder = COMPILER.toCompilerBuilder();
    names.keySet().forEach(name -> builder.addVar(name, type(scope.type(name))));
    CelAbstractSyntaxTree tree = builder.build().compile(text).getAst();
    try {
      Expression expression =
          new Expression(
              text, RUNTIME.createProgram(tree), names.keySet(), result(tree.getResultType()));
      return new Compiled.Sound(expression);
    } catch (CelEvaluationException e) {
      return new Compiled.Faulty(
          List.of(new ExpressionProblem(0, "the expression cannot be run", "", "")));
    }
  }

  private static Compiled faulty(CelValidationException e) {
    return new Compiled.Faulty(e.getErrors().stream().map(ExpressionLanguage::problem).toList());
  }

  private static ExpressionProblem problem(CelIssue issue) {
    boolean located = issue.getSourceLocation().getLine() == 1;
    int offset = located ? Math.max(0, issue.getSourceLocation().getColumn()) : 0;
    String message = issue.getMessage();
    return new ExpressionProblem(offset, Wording.of(message), "", Wording.function(message));
  }

  private static CelType type(Optional<FieldType> type) {
    return type.map(ExpressionLanguage::nullable).orElse(SimpleType.DYN);
  }

  private static CelType nullable(FieldType type) {
    return switch (type) {
      case TEXT, REFERENCE, DAY -> NullableType.create(SimpleType.STRING);
      case FLAG -> NullableType.create(SimpleType.BOOL);
      case WHOLE -> NullableType.create(SimpleType.INT);
      case DECIMAL -> NullableType.create(SimpleType.DOUBLE);
      case MOMENT -> NullableType.create(SimpleType.TIMESTAMP);
      // A list that may be null has no type in CEL.
      case ITEMS -> SimpleType.DYN;
    };
  }

  private static Expression.Result result(CelType type) {
    if (type instanceof NullableType nullable) {
      return result(nullable.targetType());
    }
    CelKind kind = type.kind();
    return switch (kind) {
      case STRING -> Expression.Result.TEXT;
      case BOOL -> Expression.Result.FLAG;
      case INT, UINT -> Expression.Result.WHOLE;
      case DOUBLE -> Expression.Result.DECIMAL;
      case TIMESTAMP -> Expression.Result.MOMENT;
      case LIST -> Expression.Result.ITEMS;
      case DYN, ANY, NULL_TYPE, TYPE_PARAM -> Expression.Result.OPEN;
      default -> Expression.Result.NONE;
    };
  }
}
