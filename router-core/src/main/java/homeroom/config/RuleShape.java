package homeroom.config;

import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import java.util.List;
import java.util.Optional;

/** {@code rule:}, of which there is one so far. */
final class RuleShape {

  private static final String RANK = "rank";
  private static final List<String> PLANNED = List.of("most-recent", "first-seen", "manual");

  static final Shape<String> SHAPE =
      (node, reading) -> {
        Optional<String> rule = Shapes.TEXT.read(node, reading);
        if (rule.filter(PLANNED::contains).isPresent()) {
          reading
              .problems()
              .error(
                  node.place(),
                  "the rule " + rule.get() + " is not supported yet",
                  "Use rank: the system named first decides");
          return Optional.empty();
        }
        return rule.isEmpty()
            ? rule
            : Shapes.choice(List.of(RANK), word -> word).read(node, reading);
      };

  private RuleShape() {}
}
