package homeroom.config;

import homeroom.authority.Resolution;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code rule:} of a field: who wins when it changed on both sides. */
enum RuleConfig {
  RANK,
  MOST_RECENT,
  UNLESS_BLANK;

  private static final List<String> PLANNED = List.of("first-seen", "manual");

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

  /**
   * The rule with what it needs, or nothing after telling what is missing.
   *
   * @param skew how far clocks may be apart
   */
  static Optional<Resolution> compile(
      Optional<Located<RuleConfig>> rule,
      Optional<Located<Duration>> skew,
      Place field,
      Compilation compilation) {
    RuleConfig chosen = rule.map(Located::value).orElse(RANK);
    if (chosen != MOST_RECENT && skew.isPresent()) {
      compilation
          .problems()
          .error(skew.get().place(), "only rule: most-recent has a skew", "Take it away");
    }
    return switch (chosen) {
      case RANK -> Optional.of(Resolution.RANK);
      case UNLESS_BLANK -> Optional.of(new Resolution.UnlessBlank());
      case MOST_RECENT -> {
        if (skew.isEmpty()) {
          compilation
              .problems()
              .error(
                  rule.map(Located::place).orElse(field),
                  "the systems' clocks are not all right, and nothing says how wrong they may be",
                  "Write skew: 2m beside it; what is closer together is decided by rank");
        }
        yield skew.map(bound -> new Resolution.MostRecent(bound.value()));
      }
    };
  }
}
