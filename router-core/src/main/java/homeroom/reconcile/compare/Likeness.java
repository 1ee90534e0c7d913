package homeroom.reconcile.compare;

import homeroom.api.Value;
import homeroom.authority.Comparison;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.planning.ConsumerMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * When a system holds what a payload says: by the comparison that the configuration declares for
 * the fields that a name is made of, and without regard to what few systems can tell apart, which
 * are null and empty, and a number and its digits.
 */
final class Likeness {

  private final Map<String, Comparison> comparisons;

  private Likeness(Map<String, Comparison> comparisons) {
    this.comparisons = comparisons;
  }

  static Likeness of(ConsumerMapping mapping, EntityRules rules) {
    Map<String, Comparison> comparisons = new HashMap<>();
    mapping
        .madeOf()
        .forEach(
            (name, inputs) ->
                common(inputs, rules).ifPresent(common -> comparisons.put(name, common)));
    return new Likeness(comparisons);
  }

  /** The one comparison that all of some fields have. */
  private static Optional<Comparison> common(Set<String> inputs, EntityRules rules) {
    List<Comparison> all =
        inputs.stream()
            .flatMap(input -> Optional.ofNullable(rules.fields().get(input)).stream())
            .map(FieldRules::comparison)
            .distinct()
            .toList();
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  boolean same(String name, Value should, Value is) {
    return normal(name, should).equals(normal(name, is))
        || comparison(name).same(should, is)
        || (isNumber(should) && Comparison.NUMBER.same(should, is))
        || (should instanceof Value.Flag(var flag) && is.equals(Value.whole(flag ? 1 : 0)));
  }

  /** Names of equal normal forms are the same; most that are the same have equal ones. */
  String normal(String name, Value value) {
    if (value.isNull()) {
      return "";
    }
    return switch (comparison(name)) {
      case TRIM -> value.toString().strip();
      case IGNORE_CASE -> value.toString().strip().toLowerCase(Locale.ROOT);
      case SET ->
          value instanceof Value.Items(var items)
              ? new TreeSet<>(items).stream().collect(Collectors.joining(","))
              : value.toString();
      case EXACT, PHONE, DATE, NUMBER -> value.toString();
    };
  }

  private static boolean isNumber(Value value) {
    return value instanceof Value.Whole || value instanceof Value.Decimal;
  }

  private Comparison comparison(String name) {
    return comparisons.getOrDefault(name, Comparison.EXACT);
  }
}
