package homeroom.config;

import homeroom.authority.Authority;
import homeroom.authority.FieldRules;
import homeroom.config.yaml.Problems;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fields that are decided as one can only be decided in the same way. */
final class GroupCheck {

  private record Way(String system, Optional<Instant> from, Optional<Instant> until, boolean when) {
    static Way of(Authority authority) {
      return new Way(
          authority.system(), authority.from(), authority.until(), authority.when().isPresent());
    }
  }

  private GroupCheck() {}

  static void check(
      Map<String, FieldConfig> fields, Map<String, FieldRules> rules, Problems problems) {
    Map<String, String> firsts = new HashMap<>();
    fields.forEach(
        (name, field) ->
            field
                .group()
                .ifPresent(
                    group -> {
                      String first = firsts.putIfAbsent(group, name);
                      if (first != null && !alike(rules.get(first), rules.get(name))) {
                        problems.error(
                            field.place(),
                            "it is decided otherwise than "
                                + first
                                + ", with which it is one group",
                            "Give the fields of a group the same authority:, rule: and refused:");
                      }
                    }));
  }

  private static boolean alike(FieldRules one, FieldRules other) {
    return ways(one).equals(ways(other))
        && one.resolution().equals(other.resolution())
        && one.refusals().equals(other.refusals());
  }

  private static List<Way> ways(FieldRules rules) {
    return rules.authority().stream().map(Way::of).toList();
  }
}
