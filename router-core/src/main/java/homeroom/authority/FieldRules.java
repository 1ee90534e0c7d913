package homeroom.authority;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a field is decided.
 *
 * @param name the field's name
 * @param type the type of its values
 * @param refersTo the entity that a reference refers to
 * @param comparison when two values are the same
 * @param authority who may decide, the highest rank first; an entry counts only while it holds
 */
public record FieldRules(
    String name,
    FieldType type,
    Optional<String> refersTo,
    Comparison comparison,
    List<Authority> authority) {

  /** The reserved field that says whether a record exists. */
  public static final String EXISTS = "_exists";

  public FieldRules {
    authority = List.copyOf(authority);
  }

  /** Whether a system may decide the field at a time. */
  public boolean mayWrite(String system, Instant at) {
    return rank(system, at) < Integer.MAX_VALUE;
  }

  /** The lower the higher in rank; {@link Integer#MAX_VALUE} for a system that may not decide. */
  int rank(String system, Instant at) {
    int rank = 0;
    for (Authority entry : authority) {
      if (entry.holdsAt(at)) {
        if (entry.system().equals(system)) {
          return rank;
        }
        rank++;
      }
    }
    return Integer.MAX_VALUE;
  }

  /**
   * The rule as people read it, as it stands at a time: {@code only sis}, {@code lms before sis}.
   */
  public String ruleAt(Instant at) {
    List<String> systems =
        authority.stream()
            .filter(entry -> entry.holdsAt(at))
            .map(Authority::system)
            .distinct()
            .toList();
    return switch (systems.size()) {
      case 0 -> "nobody";
      case 1 -> "only " + systems.getFirst();
      default -> systems.stream().collect(Collectors.joining(" before "));
    };
  }
}
