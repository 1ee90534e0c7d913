package homeroom.config.mapping;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import homeroom.api.Value;
import homeroom.planning.MappingFailure;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A checked CEL expression. */
public final class Expression {

  /** The kind of result, as far as checking can tell. */
  public enum Result {
    TEXT,
    FLAG,
    WHOLE,
    DECIMAL,
    MOMENT,
    ITEMS,
    /** Anything: it depends on the values. */
    OPEN,
    /** Nothing that a field can hold. */
    NONE
  }

  private final String text;
  private final CelRuntime.Program program;
  private final Set<String> inputs;
  private final Result result;

  Expression(String text, CelRuntime.Program program, Set<String> inputs, Result result) {
    this.text = text;
    this.program = program;
    this.inputs = Set.copyOf(inputs);
    this.result = result;
  }

  /** As people wrote it. */
  public String text() {
    return text;
  }

  /** The names it uses. */
  public Set<String> inputs() {
    return inputs;
  }

  public Result result() {
    return result;
  }

  /**
   * Evaluates it.
   *
   * @param values what the names stand for; one that is not there counts as null
   * @param field what it is evaluated for
   * @return null if it fails because an input is null
   * @throws MappingFailure if it fails for another reason
   */
  Value evaluate(Inputs values, String field) throws MappingFailure {
    try {
      Object value = program.eval(resolver(values));
      Optional<Value> converted = CelValues.fromCel(value);
      if (converted.isEmpty()) {
        throw failure(field, "gives nothing that a field can hold");
      }
      return converted.get();
    } catch (CelEvaluationException e) {
      if (inputs.stream().anyMatch(name -> isNull(values.get(name)))) {
        return Value.NULL;
      }
      // CEL's own message may quote the value at fault.
      throw failure(field, "gives no value: " + e.getErrorCode());
    }
  }

  private MappingFailure failure(String field, String why) {
    return new MappingFailure(
        "MAPPING_EXPRESSION", field, "mapping " + field + ": the expression " + text + " " + why);
  }

  private static CelVariableResolver resolver(Inputs values) {
    return name -> {
      Value value = values.get(name);
      return Optional.of(CelValues.toCel(value == null ? Value.NULL : value));
    };
  }

  private static boolean isNull(@Nullable Value value) {
    return value == null || value.isNull();
  }
}
