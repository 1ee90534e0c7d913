package homeroom.authority;

import homeroom.api.Value;
import java.time.Instant;

/**
 * How often a field went back to the value before the last one.
 *
 * @param count since the moment
 * @param replaced a digest of the value that was replaced last
 */
public record Turns(int count, Instant since, long replaced) {

  /** As it is after one value replaced another. */
  static Turns after(FieldState field, Value before, Value after, Instant at, Breaker breaker) {
    boolean back = field.turns().filter(it -> it.replaced() == digest(after)).isPresent();
    boolean recent =
        field.turns().filter(it -> at.isBefore(it.since().plus(breaker.within()))).isPresent();
    int count = recent ? field.turns().orElseThrow().count() : 0;
    Instant since = recent ? field.turns().orElseThrow().since() : at;
    return new Turns(back ? count + 1 : count, since, digest(before));
  }

  private static long digest(Value value) {
    return Fingerprint.of(value);
  }
}
