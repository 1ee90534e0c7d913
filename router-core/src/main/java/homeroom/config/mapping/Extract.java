package homeroom.config.mapping;

import homeroom.api.Value;
import homeroom.planning.MappingFailure;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a mapped value comes from. */
public sealed interface Extract {

  /** A column or field as it is; needs no expression and is the quick way. */
  record Column(String name) implements Extract {}

  /** The result of an expression. */
  record Computed(Expression expression) implements Extract {}

  /** Always the same. */
  record Constant(Value value) implements Extract {}

  /** The names it depends on. */
  default Set<String> inputs() {
    return switch (this) {
      case Column(var name) -> Set.of(name);
      case Computed(var expression) -> expression.inputs();
      case Constant c -> Set.of();
    };
  }

  /** The value, or null if something it depends on is absent. */
  default @Nullable Value assertedBy(Inputs inputs, String field) throws MappingFailure {
    return switch (this) {
      case Column(var name) -> inputs.get(name);
      case Computed(var expression) ->
          expression.inputs().stream().anyMatch(name -> inputs.get(name) == null)
              ? null
              : expression.evaluate(inputs, field);
      case Constant(var value) -> value;
    };
  }

  /** The value, where what is absent counts as null. */
  default Value of(Inputs inputs, String field) throws MappingFailure {
    return switch (this) {
      case Column(var name) -> orNull(inputs.get(name));
      case Computed(var expression) -> expression.evaluate(inputs, field);
      case Constant(var value) -> value;
    };
  }

  private static Value orNull(@Nullable Value value) {
    return value == null ? Value.NULL : value;
  }
}
