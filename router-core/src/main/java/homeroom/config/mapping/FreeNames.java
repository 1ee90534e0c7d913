package homeroom.config.mapping;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the names that an expression takes from outside, and where each is first used. */
final class FreeNames {

  private static final Set<String> TYPES =
      Set.of("int", "uint", "double", "bool", "string", "bytes", "list", "map", "null_type");

  private final CelAbstractSyntaxTree tree;
  private final Map<String, Integer> found = new LinkedHashMap<>();

  private FreeNames(CelAbstractSyntaxTree tree) {
    this.tree = tree;
  }

  static Map<String, Integer> of(CelAbstractSyntaxTree tree) {
    FreeNames names = new FreeNames(tree);
    names.visit(tree.getExpr(), Set.of());
    return names.found;
  }

  private void visit(CelExpr expr, Set<String> bound) {
    switch (expr.exprKind().getKind()) {
      case IDENT -> name(expr, expr.ident().name(), bound);
      case SELECT -> select(expr, bound);
      case CALL -> {
        expr.call().target().ifPresent(target -> visit(target, bound));
        expr.call().args().forEach(argument -> visit(argument, bound));
      }
      case LIST -> expr.list().elements().forEach(element -> visit(element, bound));
      case MAP ->
          expr.map()
              .entries()
              .forEach(
                  entry -> {
                    visit(entry.key(), bound);
                    visit(entry.value(), bound);
                  });
      case STRUCT -> expr.struct().entries().forEach(entry -> visit(entry.value(), bound));
      case COMPREHENSION -> comprehension(expr.comprehension(), bound);
      case CONSTANT, NOT_SET -> {}
    }
  }

  /** A column may have a dot in its name: metadata.preferredName. */
  private void select(CelExpr expr, Set<String> bound) {
    Optional<String> path = path(expr);
    if (path.isPresent() && !bound.contains(path.get().substring(0, path.get().indexOf('.')))) {
      name(expr, path.get(), bound);
    } else {
      visit(expr.select().operand(), bound);
    }
  }

  private static Optional<String> path(CelExpr expr) {
    return switch (expr.exprKind().getKind()) {
      case IDENT -> Optional.of(expr.ident().name());
      case SELECT ->
          expr.select().testOnly()
              ? Optional.empty()
              : path(expr.select().operand()).map(head -> head + "." + expr.select().field());
      default -> Optional.empty();
    };
  }

  private void comprehension(CelExpr.CelComprehension comprehension, Set<String> bound) {
    visit(comprehension.iterRange(), bound);
    visit(comprehension.accuInit(), bound);
    Set<String> inside = new HashSet<>(bound);
    inside.add(comprehension.iterVar());
    inside.add(comprehension.iterVar2());
    inside.add(comprehension.accuVar());
    visit(comprehension.loopCondition(), inside);
    visit(comprehension.loopStep(), inside);
    visit(comprehension.result(), inside);
  }

  private void name(CelExpr expr, String name, Set<String> bound) {
    if (!bound.contains(name) && !TYPES.contains(name)) {
      found.putIfAbsent(
          name,
          tree.getSource()
              .getOffsetLocation(tree.getSource().getPositionsMap().getOrDefault(expr.id(), 0))
              .map(location -> location.getLine() == 1 ? location.getColumn() : 0)
              .orElse(0));
    }
  }
}
