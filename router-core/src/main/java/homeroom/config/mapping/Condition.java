package homeroom.config.mapping;

import homeroom.api.Value;
import homeroom.planning.MappingFailure;

/**
 * A {@code where:}. What is absent counts as null; a condition that cannot be told because of a
 * null does not hold.
 */
public record Condition(Expression expression) {

  boolean holds(Inputs inputs) throws MappingFailure {
    Value value = expression.evaluate(inputs, "where");
    return switch (value) {
      case Value.Flag(var flag) -> flag;
      case Value.Null n -> false;
      default ->
          throw new MappingFailure(
              "MAPPING_CONDITION", "where", "where: gives neither true nor false");
    };
  }
}
