package homeroom.config;

import homeroom.authority.Resolution;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.Place;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code rule:} of a field with what stands beside it.
 *
 * @param skew how far clocks may be apart, for most-recent
 * @param within how long people have, for manual
 * @param otherwise what decides when they did not, for manual
 */
record RuleTerms(
    Place field,
    Optional<Located<RuleConfig>> rule,
    Optional<Located<Duration>> skew,
    Optional<Located<Duration>> within,
    Optional<Located<RuleConfig>> otherwise) {

  /** The rule, after telling what is missing or too much. */
  Resolution compile(Compilation compilation) {
    RuleConfig chosen = rule.map(Located::value).orElse(RuleConfig.RANK);
    if (chosen != RuleConfig.MANUAL) {
      tooMuch(within, "within: is only for rule: manual", compilation);
      tooMuch(otherwise, "otherwise: is only for rule: manual", compilation);
      return simple(chosen, compilation);
    }
    if (within.isEmpty()) {
      missing(
          "people decide, and nothing says how long they have",
          "Write within: 48h beside it",
          compilation);
    }
    RuleConfig fallback = otherwise.map(Located::value).orElse(RuleConfig.RANK);
    if (fallback == RuleConfig.MANUAL) {
      tooMuch(otherwise, "nobody is left to decide", compilation);
      return Resolution.RANK;
    }
    Resolution then = simple(fallback, compilation);
    return within
        .<Resolution>map(time -> new Resolution.Manual(time.value(), then))
        .orElse(Resolution.RANK);
  }

  private Resolution simple(RuleConfig chosen, Compilation compilation) {
    if (chosen != RuleConfig.MOST_RECENT) {
      tooMuch(skew, "only rule: most-recent has a skew", compilation);
    }
    return switch (chosen) {
      case RANK, MANUAL -> Resolution.RANK;
      case UNLESS_BLANK -> new Resolution.UnlessBlank();
      case MOST_RECENT -> {
        if (skew.isEmpty()) {
          missing(
              "the systems' clocks are not all right, and nothing says how wrong they may be",
              "Write skew: 2m beside it; what is closer together is decided by rank",
              compilation);
        }
        yield skew.<Resolution>map(bound -> new Resolution.MostRecent(bound.value()))
            .orElse(Resolution.RANK);
      }
    };
  }

  private void missing(String what, String remedy, Compilation compilation) {
    compilation.problems().error(rule.map(Located::place).orElse(field), what, remedy);
  }

  private static void tooMuch(
      Optional<? extends Located<?>> written, String why, Compilation compilation) {
    written.ifPresent(
        located -> compilation.problems().error(located.place(), why, "Take it away"));
  }
}
