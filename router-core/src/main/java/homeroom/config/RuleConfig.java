package homeroom.config;

import homeroom.config.yaml.Located;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import java.util.List;
import java.util.Optional;

/** {@code rule:} of a field: who wins when it changed on both sides. */
enum RuleConfig {
  RANK,
  MOST_RECENT,
  UNLESS_BLANK,
  MANUAL;

  private static final List<String> PLANNED = List.of("first-seen");

  static final Shape<Located<RuleConfig>> SHAPE =
      (node, reading) -> {
        Optional<String> word = Shapes.TEXT.read(node, reading);
        if (word.filter(PLANNED::contains).isPresent()) {
          reading
              .problems()
              .error(
                  node.place(),
                  "the rule " + word.get() + " is not supported yet",
                  "Use rank: the system named first decides");
          return Optional.empty();
        }
        return word.isEmpty()
            ? Optional.empty()
            : Shapes.choice(RuleConfig.class).located().read(node, reading);
      };
}
