package homeroom.config.mapping;

import homeroom.api.Value;
import homeroom.authority.Circumstances;
import homeroom.authority.Condition;
import homeroom.planning.MappingFailure;

/**
 * A {@code when:} of a right to decide. A field's name stands for what is true of it, {@code
 * event.name} for what is being said of it, {@code event.system} for who says it. What is absent
 * counts as null; a condition that cannot be told does not hold.
 */
public record Circumstance(Expression expression) implements Condition {

  /** What names of the event begin with. */
  public static final String EVENT = "event.";

  private static final String SYSTEM = EVENT + "system";

  @Override
  public boolean holds(Circumstances circumstances) {
    try {
      return Value.flag(true)
          .equals(expression.evaluate(name -> value(name, circumstances), "when"));
    } catch (MappingFailure cannotBeTold) {
      return false;
    }
  }

  private static Value value(String name, Circumstances circumstances) {
    if (name.equals(SYSTEM)) {
      return Value.text(circumstances.system());
    }
    Value value =
        name.startsWith(EVENT)
            ? circumstances.event().get(name.substring(EVENT.length()))
            : circumstances.record().get(name);
    return value == null ? Value.NULL : value;
  }

  @Override
  public String text() {
    return expression.text();
  }
}
