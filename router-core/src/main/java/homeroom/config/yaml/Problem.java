package homeroom.config.yaml;

import java.util.Comparator;

/**
 * Something that a person must change in the configuration, or should look at.
 *
 * @param severity whether the configuration can be used all the same
 * @param place where it is written
 * @param message what is wrong, without a full stop at the end
 * @param remedy what to do about it, one or more sentences; may be empty
 */
public record Problem(Severity severity, Place place, String message, String remedy)
    implements Comparable<Problem> {

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::place)
          .thenComparing(Problem::severity)
          .thenComparing(Problem::message);

  /** Whether the configuration can be used all the same. */
  public enum Severity {
    ERROR,
    WARNING
  }

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  /** {@code systems/lms.yaml:14:7 consumer.limits.per-seconds: unknown key. Did you mean …?}. */
  @Override
  public String toString() {
    String label = severity == Severity.WARNING ? "warning: " : "";
    String path = place.path().isEmpty() ? "" : place.path() + ": ";
    String sentence = remedy.isEmpty() ? message : message + ". " + remedy;
    return place + "  " + label + path + sentence;
  }
}
